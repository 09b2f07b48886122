#!/usr/bin/env python3
"""Lets nnverify ask network.py. To check a network of your own, rewrite `evaluate`; the rest can stay as it is."""

import json
import math
import sys

import numpy as np

import network

HELLO = {
    "protocol": "nnverify-worker-1",
    "name": "numpy",
    "version": np.__version__,
    "language": "Python " + sys.version.split()[0],
    "quantities": ["cost", "outputs", "dW", "db", "dX", "Z", "A", "delta"],
}


def array(numbers):
    return np.array(numbers, dtype=np.float64)


def evaluate(problem):
    layers = [
        network.Layer(
            W=array(layer["weights"]), b=array(layer["biases"]).reshape(-1, 1),
            activation=layer["activation"], alpha=layer.get("alpha"))
        for layer in problem["layers"]]
    X, Y = array(problem["inputs"]), array(problem["targets"])
    loss, reduction = problem["loss"], problem["reduction"]
    Z, A = network.forward(layers, X)
    dW, db, dZ, dX = network.backward(layers, X, Y, Z, A, loss, reduction)
    return {
        "cost": network.cost(Z[-1], A[-1], Y, loss, reduction),
        "outputs": A[-1],
        "dW": dW,
        "db": [b.ravel() for b in db],  # asked for as vectors
        "dX": dX,
        "Z": Z,
        "A": A[:-1],
        "delta": dZ,
    }


def printable(value):
    """Arrays as lists; and JSON has no word for a number that is not finite, the protocol has a string for it."""
    if isinstance(value, (np.ndarray, np.generic)):
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
        return {"numbers": array(question["numbers"])}
    if command == "evaluate":
        found = evaluate(question["problem"])
        return {quantity: found[quantity] for quantity in question["want"]}
    if command == "bye":
        return {}
    raise ValueError("no such command: %s" % command)


def main():
    np.seterr(all="ignore")  # what overflows is infinite, and needs no warning on standard error
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
