"""NumPy: cost and backpropagation written out. One thread if OPENBLAS_NUM_THREADS is 1, binary64."""

import numpy as np

from networks import STEPPED, report


def step(parameters, inputs, targets):
    signals = [inputs]
    for weights, biases in zip(parameters[0::2], parameters[1::2]):
        logits = weights @ signals[-1] + biases
        signals.append(1 / (1 + np.exp(-logits)))
    cases = targets.shape[1]
    cost = np.sum(np.logaddexp(0, logits) - targets * logits) / cases
    gradient = []
    error = (signals.pop() - targets) / cases
    for index, signal in reversed(list(enumerate(signals))):
        gradient += [error.sum(axis=1, keepdims=True), error @ signal.T]
        if index > 0:
            error = (parameters[2 * index].T @ error) * (signal * (1 - signal))
    return cost, gradient[::-1]


for network in STEPPED:
    values = network.values()
    report("numpy step", network, lambda: step(*values))
