"""Shapes, picking, writing, sorting and indexing of tensors."""
import torch
from write_cases import Cases

cases = Cases("shape.csv", "shape.py")
torch.manual_seed(7)
x = torch.randperm(24).double().reshape(2, 3, 4) - 8
m = torch.randn(3, 4, dtype=torch.double)
v = torch.tensor([0.5, -1.5, 2.5, 0.25, -3.0])
mask = x > 3
rows = torch.tensor([2, 0, 2])
cases.add("input", x=x, m=m, v=v, mask=mask, rows=rows)


def one(name, y):
    cases.add(name, y=y)


def many(name, ys):
    cases.add(name, **{f"y{i}": y for i, y in enumerate(ys)})


# views
one("reshape", x.reshape(4, -1))
one("flatten", x.flatten(1))
one("unflatten", m.unflatten(1, (2, 2)))
one("squeeze", x[:1, :, :1].squeeze())
one("squeeze_dim", x[:1, :, :1].squeeze(2))
one("unsqueeze", x.unsqueeze(-1))
one("expand", m.unsqueeze(0).expand(2, 3, 4))
one("broadcast_to", v.broadcast_to(2, 5))
one("permute", x.permute(2, 0, 1))
one("transpose", x.transpose(0, 2))
one("T", m.T)
one("mT", x.mT)
one("movedim", x.movedim((0, 1), (2, 0)))
one("as_strided", x.as_strided((2, 2), (3, 5), 1))
one("unfold", v.unfold(0, 3, 2))
one("narrow", x.narrow(2, 1, 2))
one("slice", x[:, 0:3:2])
one("select", x.select(1, 2))

# arrangements
one("repeat", v.repeat(2, 1))
one("tile", m.tile((2,)))
one("repeat_interleave", m.repeat_interleave(2, 0))
one("repeat_interleave_flat", m.repeat_interleave(2))
one("repeat_interleave_counts", m.repeat_interleave(torch.tensor([1, 0, 2]), 0))
one("flip", x.flip(0, 2))
one("fliplr", m.fliplr())
one("flipud", m.flipud())
one("roll_flat", m.roll(3))
one("roll_dim", m.roll(-1, 1))
one("roll_dims", m.roll((1, 2), (0, 1)))
one("rot90", m.rot90(1, (0, 1)))
one("rot90_back", x.rot90(-1, (1, 2)))
one("cat", torch.cat([m, m[:1]], 0))
one("stack", torch.stack([m, -m], 1))
one("hstack", torch.hstack([m, m[:, :1]]))
one("vstack", torch.vstack([m, m[:1]]))
one("dstack", torch.dstack([m, -m]))
one("column_stack", torch.column_stack([v, -v]))
many("split", m.split(3, 1))
many("split_sizes", m.split([1, 3], 1))
many("chunk", v.chunk(2))
many("tensor_split", v.tensor_split(3))
many("tensor_split_at", v.tensor_split((1, 3)))
many("unbind", m.unbind(1))
many("broadcast_tensors", torch.broadcast_tensors(m[:, :1], m[:1]))
many("meshgrid_ij", torch.meshgrid(v[:2], v[2:], indexing="ij"))
many("meshgrid_xy", torch.meshgrid(v[:2], v[2:], indexing="xy"))

# picking
one("index_select", m.index_select(0, rows))
one("gather", m.gather(0, torch.tensor([[0, 2, 1, 0], [1, 1, 0, 2]])))
one("take", m.take(torch.tensor([[0, 11], [5, 6]])))
one("take_along_dim", m.take_along_dim(m.argsort(1), 1))
one("masked_select", x.masked_select(mask))
one("nonzero", mask.nonzero())
one("argwhere", mask[0].argwhere())
many("nonzero_as_list", [part.unsqueeze(1) for part in mask.nonzero(as_tuple=True)])

# writing
src = torch.arange(12, dtype=torch.double).reshape(3, 4) * 10
index = torch.tensor([[0, 2, 1, 0], [1, 1, 0, 2]])
one("masked_fill", x.masked_fill(mask, -1))
one("masked_scatter", m.masked_scatter(m > 0, src))
one("scatter", m.scatter(0, torch.tensor([[0, 2, 1, 0]]), src))
one("scatter_add", m.scatter_add(0, index, src))
one("index_add", m.index_add(0, torch.tensor([2, 0]), src[:2], alpha=2))
one("index_copy", m.index_copy(0, torch.tensor([2, 0]), src[:2]))
one("index_fill", m.index_fill(1, torch.tensor([0, 3]), 5))
one("select_scatter", m.select_scatter(src[:, 0], 1, 2))
one("slice_scatter", m.slice_scatter(src[:, :2], 1, 0, 4, 2))

# sorting
many("sort", m.sort(1))
many("sort_descending", m.sort(0, descending=True))
one("argsort", v.argsort(descending=True))
one("msort", m.msort())
many("topk", m.topk(2, 1))
many("topk_smallest", v.topk(3, largest=False))
many("kthvalue", m.kthvalue(2, 1))
many("kthvalue_keepdim", m.kthvalue(2, 0, keepdim=True))
edges = torch.tensor([-2.0, 0.25, 2.5])
one("bucketize", torch.bucketize(v, edges))
one("bucketize_right", torch.bucketize(v, edges, right=True))
one("searchsorted", torch.searchsorted(edges, v))

# indices
one("index_slice", x[1:, ::2])
one("index_negative_slice", x[..., -2:])
one("index_last", x[..., -1])
one("index_none", x[:, None, 1])
one("index_ellipsis_middle", x[0, ..., 1:3])
one("index_tensor", m[rows])
one("index_tensor_dim1", x[:, rows])
one("index_two_tensors", x[torch.tensor([1, 0, 1]), rows])
one("index_broadcast_tensors", x[torch.tensor([[1], [0]]), rows])
one("index_tensor_slice_tensor", x[torch.tensor([1, 0]), :, torch.tensor([3, 0])])
one("index_tensor_then_number", x[:, rows, 0])
one("index_mask", x[mask])
one("index_mask_dim1", x[:, torch.tensor([True, False, True])])
one("index_mask_matrix", x[torch.tensor([[True, False, True], [False, True, False]])])
one("index_true", m[True])
one("index_false", m[False])
one("index_scalar_tensor", m[torch.tensor(1)])
one("index_negative_tensor", m[torch.tensor([-1])])


def put(name, target, indices, value, accumulate=False):
    y = target.clone()
    if accumulate:
        y.index_put_(indices, value, accumulate=True)
    else:
        y[indices] = value
    one(name, y)


put("put_slice", x, (slice(None), slice(1, 3), 0), torch.tensor([[1.0, 2.0], [3.0, 4.0]], dtype=torch.double))
put("put_broadcast", x, (0, slice(None), slice(None, None, 2)), torch.tensor([[[7.0, 8.0]]], dtype=torch.double))
put("put_mask", x, (mask,), torch.tensor(-5.0, dtype=torch.double))
put("put_rows", m, (torch.tensor([2, 0]),), src[:2])
put("put_leading_ones", m, (torch.tensor([2, 0]), 1), torch.tensor([[1.0, 2.0]], dtype=torch.double))
put("put_accumulate", m, (rows,), src, accumulate=True)
put("put_none", m, (slice(None), None, 1), torch.tensor([[5.0], [6.0], [7.0]], dtype=torch.double))
cases.save()
