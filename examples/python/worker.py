#!/usr/bin/env python3
"""A worker for nnverify in plain Python: a dense network, its backpropagation, and the loop that answers questions.

Matrices are lists of rows. Cases are columns: row i of X holds feature i of every case. To check a program of your own,
keep the last part, put your network in place of the first two, and rewrite `evaluate` so that it calls yours.
"""

import json
import math
import sys


# ---- Activations: g(z) and its slope, one number at a time ---------------------------------------------------------
#
# The formulas are chosen so that nothing overflows and few digits are lost, however large |z| is.

def exp(x):
    """Like exp of other languages: infinite where Python raises OverflowError."""
    try:
        return math.exp(x)
    except OverflowError:
        return math.inf


def sigmoid(z):
    if z >= 0:
        return 1 / (1 + exp(-z))
    e = exp(z)  # exp(-z) may overflow here
    return e / (1 + e)


def sigmoid_slope(z):
    return sigmoid(z) * sigmoid(-z)  # a(1-a), but 1-a has no digits left where a is nearly 1


def softplus(z):
    return max(z, 0.0) + math.log1p(exp(-abs(z)))


def silu_slope(z):
    return sigmoid(z) * (1 + z * sigmoid(-z))


def normal_distribution(z):
    return math.erfc(-z / math.sqrt(2)) / 2  # (1 + erf(z/√2))/2, but that cancels for negative z


def normal_density(z):
    return exp(-z * z / 2) / math.sqrt(2 * math.pi)


# Each takes z and the alpha of its layer, which most do not need.
G = {
    "linear": lambda z, alpha: z,
    "sigmoid": lambda z, alpha: sigmoid(z),
    "tanh": lambda z, alpha: math.tanh(z),
    "relu": lambda z, alpha: max(z, 0.0),
    "leaky_relu": lambda z, alpha: z if z > 0 else alpha * z,
    "elu": lambda z, alpha: z if z > 0 else alpha * math.expm1(z),
    "softplus": lambda z, alpha: softplus(z),
    "silu": lambda z, alpha: z * sigmoid(z),
    "gelu": lambda z, alpha: z * normal_distribution(z),
}
SLOPE = {
    "linear": lambda z, alpha: 1.0,
    "sigmoid": lambda z, alpha: sigmoid_slope(z),
    "tanh": lambda z, alpha: 4 * sigmoid_slope(2 * z),  # 1 - tanh(z)², without the cancellation
    "relu": lambda z, alpha: 1.0 if z > 0 else 0.0,
    "leaky_relu": lambda z, alpha: 1.0 if z > 0 else alpha,
    "elu": lambda z, alpha: 1.0 if z > 0 else alpha * exp(z),
    "softplus": lambda z, alpha: sigmoid(z),
    "silu": lambda z, alpha: silu_slope(z),
    "gelu": lambda z, alpha: normal_distribution(z) + z * normal_density(z),
}


def log_softmax(z):
    """Of the output neurons of one case. The largest is taken out first, so that no exp overflows."""
    largest = max(z)
    log_of_sum = math.log(sum(exp(z_j - largest) for z_j in z))
    return [z_j - largest - log_of_sum for z_j in z]


def softmax(z):
    largest = max(z)
    powers = [exp(z_j - largest) for z_j in z]
    total = sum(powers)
    return [power / total for power in powers]


# ---- The network ---------------------------------------------------------------------------------------------------

def dot(x, y):
    return sum(x_i * y_i for x_i, y_i in zip(x, y))


def transposed(matrix):
    return [list(column) for column in zip(*matrix)]


def product(P, Q):
    columns = transposed(Q)
    return [[dot(row, column) for column in columns] for row in P]


def forward(layers, X):
    """Z and A of every layer, the first layer's at index 0."""
    Z, A = [], []
    for layer in layers:
        V = A[-1] if A else X
        WV = product(layer["weights"], V)
        Z.append([[z + b for z in row] for row, b in zip(WV, layer["biases"])])
        A.append(activated(Z[-1], layer))
    return Z, A


def activated(Z, layer):
    if layer["activation"] == "softmax":
        return transposed([softmax(case) for case in transposed(Z)])
    g, alpha = G[layer["activation"]], layer.get("alpha")
    return [[g(z, alpha) for z in row] for row in Z]


def cost(Z, A, Y, loss, reduction):
    """C, from the Z and A of the output layer. The cross-entropies take their logarithms from z: those of an a that is
    rounded to 0 or 1 are infinite."""
    total = 0.0
    for z, a, y in zip(transposed(Z), transposed(A), transposed(Y)):  # case by case
        if loss == "squared_error":
            total += sum((a_j - y_j) * (a_j - y_j) for a_j, y_j in zip(a, y)) / 2
        elif loss == "binary_cross_entropy":  # log(a) = -softplus(-z), log(1-a) = -softplus(z)
            total += sum(y_j * softplus(-z_j) + (1 - y_j) * softplus(z_j) for z_j, y_j in zip(z, y))
        elif loss == "categorical_cross_entropy":
            total -= dot(y, log_softmax(z))
        else:
            raise ValueError("no such loss: " + loss)
    return total / len(Y[0]) if reduction == "mean" else total


def output_delta(Z, A, Y, layer, loss, reduction):
    """∂C/∂Z of the output layer (BP1)."""
    cases = []
    for z, a, y in zip(transposed(Z), transposed(A), transposed(Y)):
        if loss == "binary_cross_entropy":
            cases.append([a_j - y_j for a_j, y_j in zip(a, y)])
        elif loss == "categorical_cross_entropy":  # a - y where the targets sum to 1
            sum_of_y = sum(y)
            cases.append([a_j * sum_of_y - y_j for a_j, y_j in zip(a, y)])
        else:
            dA = [a_j - y_j for a_j, y_j in zip(a, y)]
            if layer["activation"] == "softmax":
                mean = dot(a, dA)
                cases.append([a_j * (dA_j - mean) for a_j, dA_j in zip(a, dA)])
            else:
                slope, alpha = SLOPE[layer["activation"]], layer.get("alpha")
                cases.append([dA_j * slope(z_j, alpha) for dA_j, z_j in zip(dA, z)])
    if reduction == "mean":  # once, here: then all that follows is a derivative of C
        cases = [[d / len(cases) for d in case] for case in cases]
    return transposed(cases)


def backward(layers, X, Y, loss, reduction, Z, A):
    """dW, db and delta of every layer, and dX."""
    dW, db, delta = [None] * len(layers), [None] * len(layers), [None] * len(layers)
    delta[-1] = output_delta(Z[-1], A[-1], Y, layers[-1], loss, reduction)
    for l in reversed(range(len(layers))):
        V = A[l - 1] if l > 0 else X
        dW[l] = [[dot(d, v) for v in V] for d in delta[l]]  # BP4: δ Vᵀ
        db[l] = [sum(d) for d in delta[l]]  # BP3, over the cases
        dV = product(transposed(layers[l]["weights"]), delta[l])
        if l > 0:  # BP2
            slope, alpha = SLOPE[layers[l - 1]["activation"]], layers[l - 1].get("alpha")
            delta[l - 1] = [
                [d * slope(z, alpha) for d, z in zip(d_row, z_row)] for d_row, z_row in zip(dV, Z[l - 1])]
    return dW, db, delta, dV


# ---- The worker ----------------------------------------------------------------------------------------------------

HELLO = {
    "protocol": "nnverify-worker-1",
    "name": "python",
    "language": "Python " + sys.version.split()[0],
    "quantities": ["cost", "outputs", "dW", "db", "dX", "Z", "A", "delta"],
}


def evaluate(problem):
    layers, X, Y = problem["layers"], problem["inputs"], problem["targets"]
    loss, reduction = problem["loss"], problem["reduction"]
    Z, A = forward(layers, X)
    dW, db, delta, dX = backward(layers, X, Y, loss, reduction, Z, A)
    return {
        "cost": cost(Z[-1], A[-1], Y, loss, reduction), "outputs": A[-1],
        "dW": dW, "db": db, "dX": dX, "Z": Z, "A": A[:-1], "delta": delta}


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
