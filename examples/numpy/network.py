"""A dense network and its backpropagation in NumPy, vectorised over the batch. Knows nothing of nnverify.

Cases are columns: X is n_0 × m, and A[l] = g(W[l] A[l-1] + b[l]) is n_l × m. Everything has the dtype of the layers.
"""

import math

import numpy as np

# ---- Activations ---------------------------------------------------------------------------------------------------
#
# np.where computes both of its branches, so neither may overflow into the other: e^-|z| cannot.


def sigmoid(Z):
    E = np.exp(-np.abs(Z))
    return np.where(Z >= 0, 1, E) / (1 + E)


def softplus(Z):
    return np.maximum(Z, 0) + np.log1p(np.exp(-np.abs(Z)))


# NumPy has no erfc; Python has one for single numbers.
erfc = np.vectorize(math.erfc, otypes=[float])


def normal_distribution(Z):
    return erfc(-Z / math.sqrt(2)) / 2


def normal_density(Z):
    return np.exp(-Z * Z / 2) / math.sqrt(2 * math.pi)


def softmax(Z):
    E = np.exp(Z - Z.max(axis=0))  # over the neurons of each case
    return E / E.sum(axis=0)


def log_softmax(Z):
    shifted = Z - Z.max(axis=0)
    return shifted - np.log(np.exp(shifted).sum(axis=0))


def activate(name, Z, alpha):
    """g(Z)."""
    if name == "linear":
        return Z
    if name == "sigmoid":
        return sigmoid(Z)
    if name == "tanh":
        return np.tanh(Z)
    if name == "relu":
        return np.maximum(Z, 0)
    if name == "leaky_relu":
        return np.where(Z > 0, Z, alpha * Z)
    if name == "elu":
        return np.where(Z > 0, Z, alpha * np.expm1(np.minimum(Z, 0)))
    if name == "softplus":
        return softplus(Z)
    if name == "silu":
        return Z * sigmoid(Z)
    if name == "gelu":
        return Z * normal_distribution(Z)
    if name == "softmax":
        return softmax(Z)
    raise ValueError("no such activation: %s" % name)


def slope(name, Z, A, alpha):
    """g′(Z), where A = g(Z)."""
    if name == "linear":
        return np.ones_like(Z)
    if name == "sigmoid":
        return A * (1 - A)
    if name == "tanh":
        return 1 - A * A
    if name == "relu":
        return np.where(Z > 0, 1.0, 0.0)
    if name == "leaky_relu":
        return np.where(Z > 0, 1.0, alpha)
    if name == "elu":
        return np.where(Z > 0, 1.0, alpha * np.exp(np.minimum(Z, 0)))
    if name == "softplus":
        return sigmoid(Z)
    if name == "silu":
        S = sigmoid(Z)
        return S * (1 + Z * (1 - S))
    if name == "gelu":
        return normal_distribution(Z) + Z * normal_density(Z)
    raise ValueError("no such activation: %s" % name)


# ---- The network ---------------------------------------------------------------------------------------------------


class Layer:
    def __init__(self, W, b, activation, alpha=None):
        self.W = W  # n_l × n_(l-1)
        self.b = b  # n_l × 1, so that it is added to every column
        self.activation = activation
        self.alpha = alpha


def forward(layers, X):
    """Z and A of every layer."""
    Z, A = [], []
    V = X
    for layer in layers:
        Z.append(layer.W @ V + layer.b)
        V = activate(layer.activation, Z[-1], layer.alpha)
        A.append(V)
    return Z, A


def cost(Z, A, Y, loss, reduction):
    """C, from the Z and A of the output layer."""
    m = Y.shape[1]
    if loss == "squared_error":
        C = ((A - Y) ** 2).sum() / 2
    elif loss == "binary_cross_entropy":
        # log A = -softplus(-Z), log(1-A) = -softplus(Z). Taken from an A that is rounded to 0 or 1 they are infinite.
        C = (Y * softplus(-Z) + (1 - Y) * softplus(Z)).sum()
    elif loss == "categorical_cross_entropy":
        C = -(Y * log_softmax(Z)).sum()
    else:
        raise ValueError("no such loss: %s" % loss)
    return C / m if reduction == "mean" else C


def backward(layers, X, Y, Z, A, loss, reduction):
    """dW, db and dZ of every layer, and dX; each is a derivative of C, 1/m included."""
    m = X.shape[1]
    L = len(layers)
    dW, db, dZ = [None] * L, [None] * L, [None] * L

    output = layers[-1]
    if loss == "binary_cross_entropy":
        dZ[-1] = A[-1] - Y
    elif loss == "categorical_cross_entropy":
        dZ[-1] = A[-1] * Y.sum(axis=0) - Y  # A - Y where the targets of every case sum to 1
    elif output.activation == "softmax":
        dA = A[-1] - Y
        dZ[-1] = A[-1] * (dA - (A[-1] * dA).sum(axis=0))
    else:
        dZ[-1] = (A[-1] - Y) * slope(output.activation, Z[-1], A[-1], output.alpha)
    if reduction == "mean":
        dZ[-1] = dZ[-1] / m

    for l in reversed(range(L)):
        V = A[l - 1] if l > 0 else X
        dW[l] = dZ[l] @ V.T
        db[l] = dZ[l].sum(axis=1, keepdims=True)
        dV = layers[l].W.T @ dZ[l]
        if l > 0:
            below = layers[l - 1]
            dZ[l - 1] = dV * slope(below.activation, Z[l - 1], A[l - 1], below.alpha)
    return dW, db, dZ, dV
