#!/usr/bin/env python3
"""A worker for nnverify whose gradients are autograd's. PyTorch's own conventions are kept and declared.

    worker.py [--precision binary64|binary32]
"""

import argparse
import json
import math
import sys

import torch
import torch.nn.functional as F

parser = argparse.ArgumentParser(description="A network in PyTorch, for nnverify.")
parser.add_argument("--precision", choices=["binary64", "binary32"], default="binary64")
PRECISION = parser.parse_args().precision
DTYPE = torch.float64 if PRECISION == "binary64" else torch.float32

torch.set_num_threads(1)  # the networks are small: threads would only wait for each other


# ---- The network ---------------------------------------------------------------------------------------------------
#
# Cases are rows, and weights are n_l × n_(l-1): what nn.Linear does.

ACTIVATIONS = {
    "linear": lambda Z, alpha: Z,
    "sigmoid": lambda Z, alpha: torch.sigmoid(Z),
    "tanh": lambda Z, alpha: torch.tanh(Z),
    "relu": lambda Z, alpha: F.relu(Z),
    "leaky_relu": lambda Z, alpha: F.leaky_relu(Z, alpha),
    "elu": lambda Z, alpha: F.elu(Z, alpha),
    # F.softplus is the identity above 20, which is 2e-9 off.
    "softplus": lambda Z, alpha: -F.logsigmoid(-Z),
    "silu": lambda Z, alpha: F.silu(Z),
    # F.gelu takes 1 + erf, which cancels for negative z: 1.8 % off at -8.
    "gelu": lambda Z, alpha: 0.5 * Z * torch.special.erfc(-Z * math.sqrt(0.5)),
    "softmax": lambda Z, alpha: torch.softmax(Z, dim=1),
}


def forward(layers, X):
    """Z and A of every layer; a layer is (W, b, activation, alpha)."""
    Z, A = [], []
    V = X
    for W, b, activation, alpha in layers:
        Z.append(F.linear(V, W, b))
        V = ACTIVATIONS[activation](Z[-1], alpha)
        A.append(V)
    return Z, A


def cost(Z, A, Y, loss, reduction):
    """C, from the Z and A of the output layer."""
    if loss == "squared_error":
        return F.mse_loss(A, Y, reduction=reduction)  # no ½, and the mean is over cases and outputs: declared below
    if loss == "binary_cross_entropy":
        # Its own mean is over cases and outputs as well; the protocol's is over the cases.
        C = F.binary_cross_entropy_with_logits(Z, Y, reduction="sum")
        return C / len(Y) if reduction == "mean" else C
    if loss == "categorical_cross_entropy":
        return F.cross_entropy(Z, Y, reduction=reduction)  # soft targets; the mean is over the cases
    raise ValueError("no such loss: %s" % loss)


# ---- The worker ----------------------------------------------------------------------------------------------------

HELLO = {
    "protocol": "nnverify-worker-1",
    "name": "pytorch",
    "version": torch.__version__.split("+")[0],
    "language": "Python " + sys.version.split()[0],
    "precision": PRECISION,
    "quantities": ["cost", "outputs", "dW", "db", "dX", "Z", "A", "delta"],
    "conventions": {
        "weights": "out_in", "cases": "rows", "squared_error": "full", "mean": "elements", "slope_at_zero": "left"},
}


def tensor(numbers):
    return torch.tensor(numbers, dtype=DTYPE)


def evaluate(problem):
    layers = [
        (tensor(layer["weights"]).requires_grad_(), tensor(layer["biases"]).requires_grad_(),
         layer["activation"], layer.get("alpha"))
        for layer in problem["layers"]]
    X, Y = tensor(problem["inputs"]).requires_grad_(), tensor(problem["targets"])
    Z, A = forward(layers, X)
    C = cost(Z[-1], A[-1], Y, problem["loss"], problem["reduction"])
    W, b = [layer[0] for layer in layers], [layer[1] for layer in layers]
    gradients = list(torch.autograd.grad(C, W + b + Z + [X]))
    L = len(layers)
    return {
        "cost": C, "outputs": A[-1],
        "dW": gradients[:L], "db": gradients[L:2 * L], "delta": gradients[2 * L:3 * L], "dX": gradients[-1],
        "Z": Z, "A": A[:-1]}


def printable(value):
    """Tensors as lists (binary32 is widened, which is exact); and JSON has no word for a number that is not finite, the
    protocol has a string for it."""
    if isinstance(value, torch.Tensor):
        return printable(value.tolist())
    if isinstance(value, dict):
        return {key: printable(element) for key, element in value.items()}
    if isinstance(value, list):
        return [printable(element) for element in value]
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)  # "nan", "inf" or "-inf"
    return value


def answer(question):
    command = question["cmd"]
    if command == "hello":
        return HELLO
    if command == "echo":
        return {"numbers": tensor(question["numbers"])}
    if command == "evaluate":
        found = evaluate(question["problem"])
        return {quantity: found[quantity] for quantity in question["want"]}
    if command == "bye":
        return {}
    raise ValueError("no such command: %s" % command)


def main():
    for line in sys.stdin.buffer:
        seq, command = None, None
        try:
            # parse_int: 1 and -0 are numbers like any other, and Python's integers know no -0.
            question = json.loads(line, parse_int=float)
            seq, command = int(question["seq"]), question["cmd"]
            said = {"seq": seq, "status": "ok", **printable(answer(question))}
        except Exception as error:
            said = {"seq": seq, "status": "error", "message": "%s: %s" % (type(error).__name__, error)}
        print(json.dumps(said), flush=True)
        if command == "bye":
            return


if __name__ == "__main__":
    main()
