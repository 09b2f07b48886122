#!/usr/bin/env python3
"""A worker for nnverify that is no dense network but a function of three arrays, with a backward pass by hand:

    z[r][c] = bias + Σ_ij kernel[i][j] image[r+i][c+j]        value = mean of (tanh(z) - target)² over all r, c

Such a worker declares its parameters, and is asked for its value and its gradient at points of nnverify's choice.
"""

import json
import math
import sys

IMAGE = 5  # IMAGE × IMAGE pixels
KERNEL = 3
OUTPUT = IMAGE - KERNEL + 1  # where the kernel fits into the image

# What the output shall be. No symmetry, so that mixed-up rows and columns change the value.
TARGET = [[0.5, -0.25, 0.0], [0.75, 0.25, -0.5], [-0.75, 0.0, 1.0]]


# ---- The function --------------------------------------------------------------------------------------------------

def forward(kernel, bias, image):
    """The outputs tanh(z), and the value."""
    outputs = [[0.0] * OUTPUT for _ in range(OUTPUT)]
    value = 0.0
    for r in range(OUTPUT):
        for c in range(OUTPUT):
            z = bias
            for i in range(KERNEL):
                for j in range(KERNEL):
                    z += kernel[i][j] * image[r + i][c + j]
            outputs[r][c] = math.tanh(z)
            error = outputs[r][c] - TARGET[r][c]
            value += error * error / (OUTPUT * OUTPUT)
    return outputs, value


def backward(kernel, image, outputs):
    """The derivatives of the value by kernel, bias and image."""
    dkernel = [[0.0] * KERNEL for _ in range(KERNEL)]
    dbias = 0.0
    dimage = [[0.0] * IMAGE for _ in range(IMAGE)]
    for r in range(OUTPUT):
        for c in range(OUTPUT):
            a = outputs[r][c]
            dz = 2 * (a - TARGET[r][c]) / (OUTPUT * OUTPUT) * (1 - a * a)
            dbias += dz
            # Each product of the forward pass hands dz on to both of its factors.
            for i in range(KERNEL):
                for j in range(KERNEL):
                    dkernel[i][j] += dz * image[r + i][c + j]
                    dimage[r + i][c + j] += dz * kernel[i][j]
    return dkernel, dbias, dimage


# ---- The worker ----------------------------------------------------------------------------------------------------

HELLO = {
    "protocol": "nnverify-worker-1",
    "kind": "function",
    "name": "conv2d",
    "language": "Python " + sys.version.split()[0],
    "precision": "binary64",
    "parameters": [
        {"name": "kernel", "shape": [KERNEL, KERNEL]},
        {"name": "bias", "shape": [1]},
        {"name": "image", "shape": [IMAGE, IMAGE], "low": 0, "high": 1},
    ],
}


def square(numbers, size):
    """The rows of a matrix that came as one flat array."""
    if len(numbers) != size * size:
        raise ValueError("%d numbers in place of %d" % (len(numbers), size * size))
    return [numbers[size * i:size * (i + 1)] for i in range(size)]


def flat(matrix):
    return [number for row in matrix for number in row]


def evaluate(parameters, want):
    kernel, image = square(parameters["kernel"], KERNEL), square(parameters["image"], IMAGE)
    bias = parameters["bias"][0]
    outputs, value = forward(kernel, bias, image)
    found = {"value": value}
    if "gradient" in want:
        dkernel, dbias, dimage = backward(kernel, image, outputs)
        found["gradient"] = {"kernel": flat(dkernel), "bias": [dbias], "image": flat(dimage)}
    return found


def printable(value):
    """JSON has no word for a number that is not finite; the protocol has a string for it."""
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
        return {"numbers": question["numbers"]}
    if command == "evaluate":
        return evaluate(question["parameters"], question["want"])
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
