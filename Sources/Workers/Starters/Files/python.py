#!/usr/bin/env python3
"""A worker for nnverify: a network whose gradients are to be checked, and the loop that answers questions about it.

It works as it is. Put your network in place of the one below; the loop behind it can stay.
"""

import json
import math
import sys

# ==== Your network ==================================================================================================

# Only what stands here is asked. Add the activations and losses that yours knows; leave out dX, Z, A and delta where
# yours does not keep them. They serve to name a mistake more exactly.
HELLO = {
    "protocol": "nnverify-worker-1",
    "name": "my-network",
    "language": "Python " + sys.version.split()[0],
    "activations": ["linear", "tanh", "relu"],
    "losses": ["squared_error"],
    "reductions": ["mean", "sum"],
    "quantities": ["cost", "outputs", "dW", "db", "dX", "Z", "A", "delta"],
}

ACTIVATE = {"linear": lambda z: z, "tanh": math.tanh, "relu": lambda z: max(z, 0.0)}
SLOPE = {"linear": lambda a: 1.0, "tanh": lambda a: 1 - a * a, "relu": lambda a: 1.0 if a > 0 else 0.0}  # from a = g(z)


def evaluate(problem):
    """The cost and its derivatives. Matrices are lists of rows: weights[j][i] is to neuron j from i, and a column of
    inputs, targets and outputs is a case."""
    layers, Y = problem["layers"], problem["targets"]
    m = len(Y[0])

    Z, A = [], [problem["inputs"]]  # A[l] goes into layer l, whose sums are Z[l]
    for layer in layers:
        g = ACTIVATE[layer["activation"]]
        Z.append([[z + b for z in row] for row, b in zip(product(layer["weights"], A[-1]), layer["biases"])])
        A.append([[g(z) for z in row] for row in Z[-1]])

    divisor = m if problem["reduction"] == "mean" else 1
    errors = [[a - y for a, y in zip(*rows)] for rows in zip(A[-1], Y)]
    cost = sum(e * e for row in errors for e in row) / 2 / divisor

    dW, db, dZ = [None] * len(layers), [None] * len(layers), [None] * len(layers)
    dA = [[e / divisor for e in row] for row in errors]
    for l in reversed(range(len(layers))):
        slope = SLOPE[layers[l]["activation"]]
        dZ[l] = [[d * slope(a) for d, a in zip(*rows)] for rows in zip(dA, A[l + 1])]
        dW[l] = product(dZ[l], transposed(A[l]))
        db[l] = [sum(row) for row in dZ[l]]
        dA = product(transposed(layers[l]["weights"]), dZ[l])
    return {"cost": cost, "outputs": A[-1], "dW": dW, "db": db, "dX": dA, "Z": Z, "A": A[1:-1], "delta": dZ}


def transposed(matrix):
    return [list(column) for column in zip(*matrix)]


def product(P, Q):
    columns = transposed(Q)
    return [[sum(p * q for p, q in zip(row, column)) for column in columns] for row in P]


# ==== The loop ======================================================================================================

def answer(question):
    command = question["cmd"]
    if command == "hello":
        return HELLO
    if command == "echo":  # through the type that the network computes with, else the echo says nothing
        return {"numbers": [float(number) for number in question["numbers"]]}
    if command == "evaluate":
        return evaluate(question["problem"])
    if command == "bye":
        return {}
    raise ValueError("no such command: %s" % command)


def printable(value):
    """JSON has no word for a number that is not finite; the protocol has a string for it."""
    if isinstance(value, dict):
        return {key: printable(element) for key, element in value.items()}
    if isinstance(value, list):
        return [printable(element) for element in value]
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)  # "nan", "inf" or "-inf"
    return value


def main():
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
