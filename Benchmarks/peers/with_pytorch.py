"""PyTorch: gradcheck in both modes, and a forward and backward pass in eager mode. One thread, binary64."""

import torch
from torch.nn.functional import binary_cross_entropy_with_logits

from networks import CHECKED, STEPPED, report

torch.set_num_threads(1)
torch.set_num_interop_threads(1)


def tensors(network):
    parameters, inputs, targets = network.values()
    return [torch.from_numpy(p).requires_grad_() for p in parameters], torch.from_numpy(inputs), torch.from_numpy(targets)


def cost_of(inputs, targets):
    def cost(*parameters):
        signal = inputs
        *hidden, last = zip(parameters[0::2], parameters[1::2])
        for weights, biases in hidden:
            signal = torch.sigmoid(torch.addmm(biases, weights, signal))
        logits = torch.addmm(last[1], last[0], signal)
        # The mean over the cases of the sum over the outputs.
        return binary_cross_entropy_with_logits(logits, targets, reduction="sum") / targets.shape[1]

    return cost


for network in CHECKED:
    parameters, inputs, targets = tensors(network)
    cost = cost_of(inputs, targets)
    report("gradcheck", network, lambda: torch.autograd.gradcheck(cost, parameters))
    report("gradcheck fast", network, lambda: torch.autograd.gradcheck(cost, parameters, fast_mode=True))

for network in STEPPED:
    parameters, inputs, targets = tensors(network)
    cost = cost_of(inputs, targets)
    report("pytorch step", network, lambda: torch.autograd.grad(cost(*parameters), parameters))
