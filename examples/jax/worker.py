#!/usr/bin/env python3
"""A worker for nnverify whose gradients are those of jax.value_and_grad.

    worker.py [--precision binary64|binary32]

jax.jit is not used: it would compile each network for a fifth of a second, and hardly one is asked about twice. Without
it JAX compiles each operation once for each shape: the first hundred questions take as long, later ones 10 to 20 ms.
"""

import argparse
import json
import math
import os
import sys

parser = argparse.ArgumentParser(description="A network in JAX, for nnverify.")
parser.add_argument("--precision", choices=["binary64", "binary32"], default="binary64")
PRECISION = parser.parse_args().precision

os.environ["JAX_PLATFORMS"] = "cpu"
os.environ["JAX_ENABLE_X64"] = "1" if PRECISION == "binary64" else "0"  # without it JAX rounds everything to binary32

import jax
import jax.numpy as jnp

DTYPE = jnp.float64 if PRECISION == "binary64" else jnp.float32


# ---- The network ---------------------------------------------------------------------------------------------------
#
# Cases are columns, weights n_l × n_(l-1).

ACTIVATIONS = {
    "linear": lambda Z, alpha: Z,
    "sigmoid": lambda Z, alpha: jax.nn.sigmoid(Z),
    "tanh": lambda Z, alpha: jnp.tanh(Z),
    "relu": lambda Z, alpha: jax.nn.relu(Z),  # slope 0 at 0
    "leaky_relu": lambda Z, alpha: jax.nn.leaky_relu(Z, alpha),  # slope 1 at 0
    "elu": lambda Z, alpha: jax.nn.elu(Z, alpha),  # slope alpha at 0
    "softplus": lambda Z, alpha: jax.nn.softplus(Z),
    "silu": lambda Z, alpha: jax.nn.silu(Z),
    "gelu": lambda Z, alpha: jax.nn.gelu(Z, approximate=False),  # the default is the tanh approximation
    "softmax": lambda Z, alpha: jax.nn.softmax(Z, axis=0),
}


def cost(parameters, network, Y, loss, reduction):
    """C; and Z and A of every layer.

    `parameters` is all that C is differentiated by. Its "shift" is 0 and is added to Z: ∂C/∂shift[l] is ∂C/∂Z[l]."""
    Z, A = [], []
    V = parameters["X"]
    for W, b, shift, (activation, alpha) in zip(parameters["W"], parameters["b"], parameters["shift"], network):
        Z.append(W @ V + b[:, None] + shift)
        V = ACTIVATIONS[activation](Z[-1], alpha)
        A.append(V)
    if loss == "squared_error":
        C = jnp.sum((A[-1] - Y) ** 2) / 2
    elif loss == "binary_cross_entropy":  # log a = log_sigmoid(z), log(1-a) = log_sigmoid(-z)
        C = -jnp.sum(Y * jax.nn.log_sigmoid(Z[-1]) + (1 - Y) * jax.nn.log_sigmoid(-Z[-1]))
    elif loss == "categorical_cross_entropy":
        C = -jnp.sum(Y * jax.nn.log_softmax(Z[-1], axis=0))
    else:
        raise ValueError("no such loss: %s" % loss)
    return (C / Y.shape[1] if reduction == "mean" else C), (Z, A)


value_and_gradient = jax.value_and_grad(cost, has_aux=True)


# ---- The worker ----------------------------------------------------------------------------------------------------

HELLO = {
    "protocol": "nnverify-worker-1",
    "name": "jax",
    "version": jax.__version__,
    "language": "Python " + sys.version.split()[0],
    "precision": PRECISION,
    "quantities": ["cost", "outputs", "dW", "db", "dX", "Z", "A", "delta"],
    "conventions": {"slope_at_zero": "any"},  # leaky_relu takes the right one, relu and elu the left
}


def array(numbers):
    return jnp.array(numbers, dtype=DTYPE)


def evaluate(problem):
    layers, X, Y = problem["layers"], array(problem["inputs"]), array(problem["targets"])
    parameters = {
        "W": [array(layer["weights"]) for layer in layers],
        "b": [array(layer["biases"]) for layer in layers],
        "shift": [jnp.zeros((len(layer["biases"]), X.shape[1]), DTYPE) for layer in layers],
        "X": X}
    network = [(layer["activation"], layer.get("alpha")) for layer in layers]
    (C, (Z, A)), gradient = value_and_gradient(parameters, network, Y, problem["loss"], problem["reduction"])
    return {
        "cost": C, "outputs": A[-1], "Z": Z, "A": A[:-1],
        "dW": gradient["W"], "db": gradient["b"], "dX": gradient["X"], "delta": gradient["shift"]}


def printable(value):
    """Arrays as lists (binary32 is widened, which is exact); and JSON has no word for a number that is not finite, the
    protocol has a string for it."""
    if isinstance(value, jax.Array):
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
