"""Recurrent networks and attention: outputs, and gradient of the input by the sum of all outputs squared."""
import torch
from write_cases import Cases

cases = Cases("recurrent.csv", "recurrent.py")
torch.manual_seed(0)
torch.set_default_dtype(torch.float64)


def add(case, module, inputs, state=None, **extra):
    module.double()
    leaf = inputs[0].clone().requires_grad_()
    result = module(leaf, *inputs[1:], *([] if state is None else [state]))
    flat = []
    for part in result if isinstance(result, tuple) else (result,):
        flat.extend(part if isinstance(part, tuple) else (part,))
    sum(part.square().sum() for part in flat).backward()
    entries = {f"in{i}": t for i, t in enumerate([leaf, *inputs[1:]])}
    entries |= {f"out{i}": t for i, t in enumerate(flat)}
    if state is not None:
        entries |= {f"state{i}": t for i, t in enumerate(state if isinstance(state, tuple) else (state,))}
    entries |= {f"p.{name}": p for name, p in module.named_parameters()}
    cases.add(case, dx=leaf.grad, **entries, **extra)


x = torch.randn(4, 2, 3)
add("lstm/plain", torch.nn.LSTM(3, 2), [x])
add("lstm/deep", torch.nn.LSTM(3, 2, num_layers=2, bidirectional=True, batch_first=True), [x], (torch.randn(4, 4, 2), torch.randn(4, 4, 2)))
add("lstm/unbiased", torch.nn.LSTM(3, 2, bias=False), [x], (torch.randn(1, 2, 2), torch.randn(1, 2, 2)))
add("gru/plain", torch.nn.GRU(3, 2), [x])
add("gru/deep", torch.nn.GRU(3, 2, num_layers=2, bidirectional=True, batch_first=True), [x], torch.randn(4, 4, 2))
add("rnn/plain", torch.nn.RNN(3, 2), [x])
add("rnn/relu", torch.nn.RNN(3, 2, nonlinearity="relu"), [x], torch.randn(1, 2, 2))
row = torch.randn(2, 3)
add("lstm_cell/plain", torch.nn.LSTMCell(3, 2), [row])
add("lstm_cell/state", torch.nn.LSTMCell(3, 2), [row], (torch.randn(2, 2), torch.randn(2, 2)))
add("gru_cell/plain", torch.nn.GRUCell(3, 2), [row])
add("gru_cell/state", torch.nn.GRUCell(3, 2), [row], torch.randn(2, 2))
add("rnn_cell/plain", torch.nn.RNNCell(3, 2), [row])
add("rnn_cell/state", torch.nn.RNNCell(3, 2), [row], torch.randn(2, 2))


def attend(case, module, inputs, **masks):
    module.double()
    leaf = inputs[0].clone().requires_grad_()
    output, weights = module(leaf, *inputs[1:], **masks)
    (output.square().sum() + weights.square().sum()).backward()
    entries = {f"in{i}": t for i, t in enumerate([leaf, *inputs[1:]])}
    cases.add(case, dx=leaf.grad, out0=output, out1=weights, **entries, **masks, **{f"p.{n}": p for n, p in module.named_parameters()})


q, k, v = torch.randn(3, 2, 4), torch.randn(5, 2, 4), torch.randn(5, 2, 4)
padding = torch.tensor([[False, False, False, True, True], [False] * 5])
causal = torch.ones(3, 5, dtype=torch.bool).triu(1)
attend("attention/plain", torch.nn.MultiheadAttention(4, 2), [q, k, v])
attend("attention/padded", torch.nn.MultiheadAttention(4, 2, bias=False), [q, k, v], key_padding_mask=padding)
attend("attention/causal", torch.nn.MultiheadAttention(4, 2), [q, k, v], attn_mask=causal)
attend("attention/scored", torch.nn.MultiheadAttention(4, 2), [q, k, v], attn_mask=torch.randn(3, 5))
attend("attention/widths", torch.nn.MultiheadAttention(4, 2, kdim=3, vdim=5), [q, torch.randn(5, 2, 3), torch.randn(5, 2, 5)])
attend("attention/extended", torch.nn.MultiheadAttention(4, 2, add_bias_kv=True, add_zero_attn=True), [q, k, v], key_padding_mask=padding, attn_mask=causal)
cases.save()
