"""Outputs, gradients and running statistics of layers and their functional forms.

A case's entries: x0, x1, ... inputs (i0, ... where they are integers), p.<name> parameters, before.<name> and after.<name>
buffers around the call, train 0 or 1, y the output, g the gradient given to it, gx0, ... and gp.<name> what comes back.
"""
import os

import torch
import torch.nn.functional as F
from torch import nn

from write_cases import Cases

PATH = os.path.join(os.path.dirname(__file__), "layers.csv")
cases = Cases(PATH, "layers.py")


def layer(case, module, *inputs, train=True, call=None):
    """Writes one call of a module, or of a function where the module is None, with gradients."""
    inputs = [x.clone().requires_grad_() if x.is_floating_point() else x for x in inputs]
    entries = {"train": torch.tensor(float(train))}
    parameters = {}
    if module is not None:
        module.train(train)
        for name, parameter in module.named_parameters():
            with torch.no_grad():
                # Normalisations start at ones and zeros, which would hide an exchanged weight and bias.
                parameter.copy_(torch.randn_like(parameter))
            entries[f"p.{name}"] = parameter.detach().clone()
            parameters[name] = parameter
        for name, buffer in module.named_buffers():
            if buffer.is_floating_point():
                buffer.copy_(torch.rand_like(buffer) + 0.5)
            entries[f"before.{name}"] = buffer.clone()
    for i, x in enumerate(inputs):
        entries[f"x{i}" if x.is_floating_point() else f"i{i}"] = x
    y = (call or module)(*inputs)
    entries["y"] = y
    if module is not None:
        for name, buffer in module.named_buffers():
            entries[f"after.{name}"] = buffer.clone()
    sources = {f"x{i}": x for i, x in enumerate(inputs) if x.is_floating_point()}
    sources.update({f"p.{name}": p for name, p in parameters.items()})
    if y.requires_grad and sources:
        g = torch.randn_like(y)
        entries["g"] = g
        gradients = torch.autograd.grad(y, list(sources.values()), g)
        entries.update({f"g{name}": gradient for name, gradient in zip(sources, gradients)})
    cases.add(case, **entries)


def function(case, call, *inputs):
    layer(case, None, *inputs, call=call)


def x(*shape):
    return torch.randn(*shape)


torch.manual_seed(20240607)

# Linear maps
layer("linear", nn.Linear(3, 2), x(4, 3))
layer("linear_no_bias", nn.Linear(3, 2, bias=False), x(2, 2, 3))
layer("bilinear", nn.Bilinear(2, 3, 2), x(3, 2), x(3, 3))
layer("identity", nn.Identity(), x(2, 2))
function("linear_function", lambda a, w, b: F.linear(a, w, b), x(2, 3), x(2, 3), x(2))

# Convolutions
layer("conv1d", nn.Conv1d(2, 3, 3, stride=2, padding=1), x(2, 2, 6))
layer("conv1d_same", nn.Conv1d(2, 2, 4, padding="same"), x(1, 2, 5))
layer("conv1d_unbatched_dilated", nn.Conv1d(2, 2, 2, dilation=2), x(2, 6))
layer("conv2d", nn.Conv2d(2, 3, 3, stride=2, padding=1), x(1, 2, 5, 5))
layer("conv2d_grouped", nn.Conv2d(4, 4, 2, groups=2, bias=False), x(1, 4, 3, 3))
layer("conv2d_tuples", nn.Conv2d(1, 2, (2, 3), (1, 2), (1, 0), (2, 1)), x(2, 1, 4, 5))
layer("conv2d_valid", nn.Conv2d(1, 2, 2, padding="valid"), x(1, 1, 3, 3))
layer("conv2d_same", nn.Conv2d(1, 2, (2, 3), padding="same", dilation=(1, 2)), x(1, 1, 4, 5))
layer("conv2d_reflect", nn.Conv2d(1, 2, 3, padding=1, padding_mode="reflect"), x(1, 1, 4, 4))
layer("conv2d_replicate", nn.Conv2d(1, 2, 3, padding=2, padding_mode="replicate"), x(1, 1, 3, 4))
layer("conv2d_circular", nn.Conv2d(1, 2, (3, 2), padding=(1, 2), padding_mode="circular"), x(1, 1, 3, 4))
layer("conv3d", nn.Conv3d(1, 2, 2, stride=2, padding=1), x(1, 1, 3, 3, 3))
layer("conv3d_tuples", nn.Conv3d(1, 1, (1, 2, 3), (1, 1, 2), (0, 1, 0)), x(1, 1, 2, 2, 4))
layer("conv_transpose1d", nn.ConvTranspose1d(2, 2, 3, stride=2, padding=1, output_padding=1), x(1, 2, 4))
layer("conv_transpose2d", nn.ConvTranspose2d(2, 2, 2, stride=2), x(1, 2, 2, 3))
layer("conv_transpose2d_dilated", nn.ConvTranspose2d(2, 4, 2, padding=1, groups=2, dilation=2), x(1, 2, 3, 3))
layer("conv_transpose3d", nn.ConvTranspose3d(1, 2, 2, bias=False), x(1, 1, 2, 2, 2))
function("conv2d_function", lambda a, w, b: F.conv2d(a, w, b, stride=2, padding=1), x(1, 1, 4, 4), x(2, 1, 3, 3), x(2))
function("conv_transpose2d_function", lambda a, w: F.conv_transpose2d(a, w), x(1, 2, 2, 2), x(2, 1, 2, 2))

# Normalisations
for kind, shape in (("1d", (4, 2)), ("2d", (2, 2, 2, 2)), ("3d", (2, 2, 1, 2, 2))):
    for train in (True, False):
        mode = "train" if train else "eval"
        layer(f"batch_norm{kind}_{mode}", getattr(nn, "BatchNorm" + kind)(2), x(*shape), train=train)
layer("batch_norm1d_sequence", nn.BatchNorm1d(2, 1e-3, 0.3), x(2, 2, 3))
layer("batch_norm1d_no_affine", nn.BatchNorm1d(2, affine=False), x(4, 2))
layer("batch_norm2d_untracked_eval", nn.BatchNorm2d(2, track_running_stats=False), x(2, 2, 2, 2), train=False)
layer("instance_norm1d", nn.InstanceNorm1d(2), x(2, 2, 4))
layer("instance_norm2d_affine", nn.InstanceNorm2d(2, affine=True), x(2, 2, 2, 2))
layer("instance_norm2d_tracked_train", nn.InstanceNorm2d(2, track_running_stats=True), x(2, 2, 2, 2))
layer("instance_norm2d_tracked_eval", nn.InstanceNorm2d(2, track_running_stats=True), x(2, 2, 2, 2), train=False)
layer("instance_norm2d_unbatched", nn.InstanceNorm2d(2), x(2, 3, 2))
layer("instance_norm3d", nn.InstanceNorm3d(2), x(1, 2, 2, 2, 2))
layer("layer_norm", nn.LayerNorm(3), x(2, 3))
layer("layer_norm_two", nn.LayerNorm([2, 3], 1e-2), x(2, 2, 3))
layer("layer_norm_plain", nn.LayerNorm(4, elementwise_affine=False), x(2, 4))
layer("group_norm", nn.GroupNorm(2, 4), x(2, 4, 3))
layer("group_norm_plain", nn.GroupNorm(1, 2, affine=False), x(1, 2, 2, 2))
layer("local_response_norm", nn.LocalResponseNorm(3, 0.1, 0.5, 2.0), x(1, 4, 3))
layer("local_response_norm_images", nn.LocalResponseNorm(2), 3 * x(2, 3, 2, 2))
function("batch_norm_function", lambda a: F.batch_norm(a, None, None, training=True), x(4, 2))
function("layer_norm_function", lambda a, w: F.layer_norm(a, [3], w), x(2, 3), x(3))
function("group_norm_function", lambda a: F.group_norm(a, 2), x(1, 4, 2))
function("instance_norm_function", lambda a: F.instance_norm(a), x(1, 2, 3))

# Pooling
layer("max_pool1d", nn.MaxPool1d(2), x(1, 2, 5))
layer("max_pool1d_dilated", nn.MaxPool1d(2, 1, 1, 2), x(1, 1, 5))
layer("max_pool2d", nn.MaxPool2d(2), x(1, 2, 4, 4))
layer("max_pool2d_ceil", nn.MaxPool2d(2, 2, 1, 1, ceil_mode=True), x(1, 1, 4, 4))
layer("max_pool2d_tuples", nn.MaxPool2d((2, 1), (1, 2)), x(1, 1, 3, 4))
layer("max_pool3d", nn.MaxPool3d(2), x(1, 1, 2, 4, 2))
layer("max_pool3d_tuples", nn.MaxPool3d((1, 2, 2), (1, 1, 2)), x(1, 1, 2, 3, 4))
layer("avg_pool1d", nn.AvgPool1d(2, 1, 1), x(1, 2, 4))
layer("avg_pool2d", nn.AvgPool2d(2), x(1, 2, 4, 4))
layer("avg_pool2d_excluding_pad", nn.AvgPool2d(3, 2, 1, False, False), x(1, 1, 4, 4))
layer("avg_pool2d_divisor", nn.AvgPool2d(2, divisor_override=3), x(1, 1, 4, 2))
layer("avg_pool2d_tuples", nn.AvgPool2d((1, 2)), x(1, 1, 2, 4))
layer("avg_pool3d", nn.AvgPool3d(2), x(1, 1, 2, 2, 4))
layer("adaptive_avg_pool1d", nn.AdaptiveAvgPool1d(3), x(1, 2, 5))
layer("adaptive_avg_pool2d", nn.AdaptiveAvgPool2d((2, 3)), x(1, 1, 4, 5))
layer("adaptive_avg_pool3d", nn.AdaptiveAvgPool3d(2), x(1, 1, 3, 2, 4))
layer("adaptive_max_pool1d", nn.AdaptiveMaxPool1d(2), x(1, 2, 5))
layer("adaptive_max_pool2d", nn.AdaptiveMaxPool2d((2, 2)), x(1, 1, 4, 5))
layer("lp_pool1d", nn.LPPool1d(2, 3, 2), x(1, 2, 7))
layer("lp_pool2d", nn.LPPool2d(3, 2), x(1, 1, 4, 4).abs())
function("max_pool2d_function", lambda a: F.max_pool2d(a, 3, 2, 1), x(1, 1, 5, 5))
function("max_pool2d_indices", lambda a: F.max_pool2d(a, 2, return_indices=True)[1], x(1, 1, 4, 4))
function("max_pool1d_indices", lambda a: F.max_pool1d(a, 2, return_indices=True)[1], x(1, 2, 4))
function("max_pool3d_indices", lambda a: F.max_pool3d(a, 2, return_indices=True)[1], x(1, 1, 2, 2, 4))
function("avg_pool2d_function", lambda a: F.avg_pool2d(a, (2, 3), (1, 2)), x(1, 1, 3, 5))
function("adaptive_avg_pool2d_function", lambda a: F.adaptive_avg_pool2d(a, 1), x(2, 2, 2, 3))
function("adaptive_max_pool2d_indices", lambda a: F.adaptive_max_pool2d(a, 2, return_indices=True)[1], x(1, 1, 3, 4))


def unpooled(dimensions):
    pool = getattr(F, f"max_pool{dimensions}d")
    unpool = getattr(F, f"max_unpool{dimensions}d")

    def call(a):
        values, indices = pool(a, 2, return_indices=True)
        return unpool(values, indices, 2)

    return call


function("max_unpool1d", unpooled(1), x(1, 2, 4))
function("max_unpool2d", unpooled(2), x(1, 1, 4, 4))
function("max_unpool3d", unpooled(3), x(1, 1, 2, 2, 4))

# Padding
layer("constant_pad1d", nn.ConstantPad1d((1, 2), 0.5), x(1, 2, 3))
layer("constant_pad2d", nn.ConstantPad2d((1, 0, 2, 1), -1.5), x(1, 1, 2, 2))
layer("constant_pad3d", nn.ConstantPad3d(1, 2.0), x(1, 1, 1, 2, 1))
layer("zero_pad2d", nn.ZeroPad2d(1), x(1, 1, 2, 2))
layer("reflection_pad1d", nn.ReflectionPad1d((2, 1)), x(1, 1, 4))
layer("reflection_pad2d", nn.ReflectionPad2d((1, 2, 0, 1)), x(1, 1, 3, 4))
layer("reflection_pad3d", nn.ReflectionPad3d(1), x(1, 1, 2, 2, 2))
layer("replication_pad1d", nn.ReplicationPad1d(2), x(1, 1, 3))
layer("replication_pad2d", nn.ReplicationPad2d((1, 2, 0, 1)), x(1, 1, 2, 3))
layer("replication_pad3d", nn.ReplicationPad3d((1, 0, 0, 1, 2, 0)), x(1, 1, 2, 2, 2))
function("pad_constant", lambda a: F.pad(a, (1, 2), "constant", 3.0), x(2, 3))
function("pad_every_side", lambda a: F.pad(a, (1, 1, 1, 1)), x(2, 2))
function("pad_reflect", lambda a: F.pad(a, (1, 1, 1, 0), "reflect"), x(1, 1, 3, 3))
function("pad_replicate", lambda a: F.pad(a, (1, 2), "replicate"), x(1, 2, 2))
function("pad_circular", lambda a: F.pad(a, (2, 1), "circular"), x(1, 2, 3))

# Shapes
layer("flatten", nn.Flatten(), x(2, 2, 3))
layer("flatten_some", nn.Flatten(0, 1), x(2, 2, 3))
layer("unflatten", nn.Unflatten(1, (2, 3)), x(2, 6))
layer("fold", nn.Fold((3, 4), (2, 2)), x(1, 4, 6))
layer("fold_padded", nn.Fold(4, 2, 1, 1, 2), x(1, 4, 9))
layer("unfold", nn.Unfold(2), x(1, 2, 3, 3))
layer("unfold_tuples", nn.Unfold((2, 1), (1, 1), (1, 0), (2, 2)), x(1, 1, 3, 4))
layer("pixel_shuffle", nn.PixelShuffle(2), x(1, 4, 2, 1))
layer("pixel_unshuffle", nn.PixelUnshuffle(2), x(1, 1, 2, 4))
# Without a gradient, which libtorch 1.13 does not have.
function("channel_shuffle", lambda a: F.channel_shuffle(a.detach(), 2), x(1, 6, 2, 1))
layer("upsample_nearest", nn.Upsample(scale_factor=2), x(1, 1, 2, 2))
layer("upsample_bilinear", nn.Upsample((3, 5), mode="bilinear", align_corners=True), x(1, 1, 2, 3))
layer("upsample_linear", nn.Upsample(scale_factor=1.5, mode="linear"), x(1, 2, 4))
layer("upsample_trilinear", nn.Upsample((2, 3, 3), mode="trilinear"), x(1, 1, 2, 2, 2))
function("interpolate_bicubic", lambda a: F.interpolate(a, (4, 3), mode="bicubic"), x(1, 1, 3, 3))
function("interpolate_area", lambda a: F.interpolate(a, scale_factor=0.5, mode="area"), x(1, 1, 4, 4))
function("interpolate_nearest_exact", lambda a: F.interpolate(a, 5, mode="nearest-exact"), x(1, 1, 3))
function("interpolate_scaled", lambda a: F.interpolate(a, scale_factor=(1.6, 1.3), mode="bilinear"), x(1, 1, 3, 4))
function(
    "interpolate_recomputed",
    lambda a: F.interpolate(a, scale_factor=(1.6, 1.3), mode="bilinear", recompute_scale_factor=True), x(1, 1, 3, 4))

# Embeddings and distances
layer("embedding", nn.Embedding(5, 3), torch.tensor([[0, 4], [2, 2]]))
layer("embedding_padding", nn.Embedding(4, 2, padding_idx=1), torch.tensor([1, 0, 1, 3]))
layer("embedding_max_norm", nn.Embedding(4, 3, max_norm=0.5), torch.tensor([3, 0]))
layer("embedding_scaled", nn.Embedding(3, 2, scale_grad_by_freq=True), torch.tensor([1, 1, 2]))
layer("embedding_bag_mean", nn.EmbeddingBag(4, 2), torch.tensor([[0, 3, 1], [2, 2, 0]]))
layer("embedding_bag_sum_offsets", nn.EmbeddingBag(4, 2, mode="sum"), torch.tensor([0, 3, 1, 2]), torch.tensor([0, 1]))
layer("embedding_bag_max", nn.EmbeddingBag(4, 2, mode="max"), torch.tensor([[0, 3], [2, 1]]))
function("one_hot", lambda i: F.one_hot(i), torch.tensor([0, 2, 1]))
function("one_hot_wide", lambda i: F.one_hot(i, 4), torch.tensor([[0], [2]]))
layer("cosine_similarity", nn.CosineSimilarity(), x(2, 3), x(2, 3))
layer("cosine_similarity_first", nn.CosineSimilarity(0, 1e-6), x(3, 2), x(3, 2))
layer("pairwise_distance", nn.PairwiseDistance(), x(2, 3), x(2, 3))
layer("pairwise_distance_kept", nn.PairwiseDistance(1.0, 1e-6, True), x(2, 3), x(2, 3))


def initial(case, make):
    """Parameters drawn after seed 7."""
    torch.manual_seed(7)
    cases.add(case, **{f"p.{name}": parameter for name, parameter in make().named_parameters()})


# Default initialisation
initial("initial_linear", lambda: nn.Linear(3, 2))
initial("initial_bilinear", lambda: nn.Bilinear(4, 2, 2))
initial("initial_conv2d", lambda: nn.Conv2d(4, 2, 3, groups=2))
initial("initial_conv_transpose2d", lambda: nn.ConvTranspose2d(2, 3, 2))
initial("initial_embedding", lambda: nn.Embedding(4, 5, padding_idx=2))
initial("initial_batch_norm", lambda: nn.BatchNorm1d(3))
initial("initial_layer_norm", lambda: nn.LayerNorm(3))
initial("initial_group_norm", lambda: nn.GroupNorm(1, 3))

cases.save()
