#!/usr/bin/env python3
"""A worker for nnverify: a network in NumPy whose gradients are to be checked, and the loop that answers questions
about it.

It works as it is. Put your network in place of the one below; the loop behind it can stay.
"""

import json
import sys

import numpy as np

# ==== Your network ==================================================================================================

# What it computes in. For float32 put "precision": "binary32" into HELLO.
DTYPE = np.float64

# Only what stands here is asked. Add the activations and losses that yours knows; leave out dX, Z, A and delta where
# yours does not keep them. They serve to name a mistake more exactly. Cases as rows, weights transposed, squared error
# without ½: say so in "conventions", and nothing has to be rewritten.
HELLO = {
    "protocol": "nnverify-worker-1",
    "name": "my-network",
    "language": "Python " + sys.version.split()[0] + ", NumPy " + np.__version__,
    "activations": ["linear", "tanh", "relu"],
    "losses": ["squared_error"],
    "reductions": ["mean", "sum"],
    "quantities": ["cost", "outputs", "dW", "db", "dX", "Z", "A", "delta"],
    "conventions": {},
}

ACTIVATE = {"linear": lambda Z: Z, "tanh": np.tanh, "relu": lambda Z: np.maximum(Z, 0)}
SLOPE = {"linear": np.ones_like, "tanh": lambda A: 1 - A * A, "relu": lambda A: (A > 0).astype(A.dtype)}  # from A = g(Z)


def evaluate(layers, X, Y, loss, reduction):
    """The cost and its derivatives. A layer has an activation (and an alpha where that needs one), weights, n_l × n_(l-1),
    and biases, (n_l); X is n_0 × m and Y is n_L × m: a column is a case."""
    m = X.shape[1]

    Z, A = [], [X]  # A[l] goes into layer l, whose sums are Z[l]
    for layer in layers:
        Z.append(layer["weights"] @ A[-1] + layer["biases"][:, None])
        A.append(ACTIVATE[layer["activation"]](Z[-1]))

    divisor = m if reduction == "mean" else 1
    cost = np.sum((A[-1] - Y) ** 2) / 2 / divisor

    dW, db, dZ = [None] * len(layers), [None] * len(layers), [None] * len(layers)
    dA = (A[-1] - Y) / divisor
    for l in reversed(range(len(layers))):
        dZ[l] = dA * SLOPE[layers[l]["activation"]](A[l + 1])
        dW[l] = dZ[l] @ A[l].T
        db[l] = dZ[l].sum(axis=1)
        dA = layers[l]["weights"].T @ dZ[l]
    return {"cost": cost, "outputs": A[-1], "dW": dW, "db": db, "dX": dA, "Z": Z, "A": A[1:-1], "delta": dZ}


# ==== The loop ======================================================================================================

def array(numbers):
    return np.array(numbers, dtype=DTYPE)


def answer(question):
    command = question["cmd"]
    if command == "hello":
        return HELLO
    if command == "echo":  # through the type that the network computes with, else the echo says nothing
        return {"numbers": array(question["numbers"])}
    if command == "evaluate":
        problem = question["problem"]
        layers = [
            {**layer, "weights": array(layer["weights"]), "biases": array(layer["biases"])}
            for layer in problem["layers"]]
        return evaluate(
            layers, array(problem["inputs"]), array(problem["targets"]), problem["loss"], problem["reduction"])
    if command == "bye":
        return {}
    raise ValueError("no such command: %s" % command)


def printable(value):
    """Arrays as lists; and JSON has no word for a number that is not finite, the protocol has a string for it."""
    if isinstance(value, dict):
        return {key: printable(element) for key, element in value.items()}
    if isinstance(value, (np.ndarray, np.generic)):
        return printable(value.tolist())
    if isinstance(value, (list, tuple)):
        return [printable(element) for element in value]
    if isinstance(value, float) and not np.isfinite(value):
        return str(value)  # "nan", "inf" or "-inf"
    return value


def main():
    np.seterr(all="ignore")  # what overflows is infinite, and needs no warning on standard error
    for line in sys.stdin:
        # parse_int: 1 and -0 are numbers like any other, and Python's integers know no -0.
        question = json.loads(line, parse_int=float)
        said = {"seq": int(question["seq"]), "status": "ok"}
        try:
            said.update(printable(answer(question)))
        except Exception as error:
            said.update(status="error", message="%s: %s" % (type(error).__name__, error))
        print(json.dumps(said), flush=True)  # unflushed, the answer would stay in a buffer, and nnverify wait in vain
        if question["cmd"] == "bye":
            return


if __name__ == "__main__":
    main()
