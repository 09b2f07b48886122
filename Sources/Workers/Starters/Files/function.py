#!/usr/bin/env python3
"""A worker for nnverify that is no dense network but any function of arrays with a gradient: a convolution, an attention
kernel, a physics code. Below stands f(W, v) = Σ_i tanh(Σ_j W_ij v_j)², and behind it the loop that answers questions.

It works as it is. Put your function in place of this one; the loop can stay.
"""

import json
import math
import sys

# ==== Your function =================================================================================================

# What it takes. Points are chosen between low and high, -1 and 1 unless said otherwise.
HELLO = {
    "protocol": "nnverify-worker-1",
    "kind": "function",
    "name": "my-function",
    "language": "Python " + sys.version.split()[0],
    "precision": "binary64",
    "parameters": [
        {"name": "W", "shape": [2, 3]},
        {"name": "v", "shape": [3], "low": 0, "high": 1},
    ],
}


def value(parameters):
    """f, from flat arrays by name: row after row, the last index fastest."""
    return sum(math.tanh(z) ** 2 for z in inner(parameters))


def gradient(parameters):
    """The derivatives of f, in arrays of the same lengths."""
    W, v = parameters["W"], parameters["v"]
    dW, dv = [0.0] * len(W), [0.0] * len(v)
    for i, z in enumerate(inner(parameters)):
        a = math.tanh(z)
        dz = 2 * a * (1 - a * a)
        for j in range(len(v)):
            dW[i * len(v) + j] += dz * v[j]
            dv[j] += dz * W[i * len(v) + j]
    return {"W": dW, "v": dv}


def inner(parameters):
    W, v = parameters["W"], parameters["v"]
    return [sum(W[i + j] * v[j] for j in range(len(v))) for i in range(0, len(W), len(v))]


# ==== The loop ======================================================================================================

def answer(question):
    command = question["cmd"]
    if command == "hello":
        return HELLO
    if command == "echo":  # through the type that the function computes with, else the echo says nothing
        return {"numbers": [float(number) for number in question["numbers"]]}
    if command == "evaluate":
        found = {"value": value(question["parameters"])}
        if "gradient" in question["want"]:
            found["gradient"] = gradient(question["parameters"])
        return found
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
