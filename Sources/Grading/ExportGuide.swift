import Networks

/// The page that lies beside exported problems: all that one needs who has to answer them.
enum ExportGuide {
  static func text(count: Int, precision: Precision, hasArrays: Bool, name: String) -> String {
    """
    # \(count) \(count == 1 ? "problem" : "problems") in backpropagation

    Each file `problems/*.json` holds a dense network, a batch of cases with their targets, and a loss. Asked for is the gradient of the
    cost. Put one answer per problem into a folder `answers`, then

        nnverify grade .

    says of each whether it is right, and of a wrong one which equation departs. Answers may be missing; they count as missing.

    ## What a problem says

    `problem` in `problems/\(name).json`, with n_l the width of layer l (n_0 inputs), m cases and L layers:

    | key | shape | |
    |---|---|---|
    | `layers[l].weights` | n_l × n_(l−1) | W[l], an array of rows; row j holds the weights *into* neuron j |
    | `layers[l].biases` | n_l | b[l] |
    | `layers[l].activation` | | g_l, see below; `leaky_relu` and `elu` come with `alpha` |
    | `inputs` | n_0 × m | X, one *column* per case |
    | `targets` | n_L × m | Y, one column per case |
    | `loss`, `reduction` | | |
    \(hasArrays ? arrays(name) : "")
    ## What is to be computed

        A[0] = X        Z[l] = W[l] A[l−1] + b[l]        A[l] = g_l(Z[l])

    | activation | g(z) | g′(z) |
    |---|---|---|
    | `linear` | z | 1 |
    | `sigmoid` | 1/(1+e^(−z)) | a(1−a) |
    | `tanh` | tanh z | 1−a² |
    | `relu` | max(z, 0) | 1 if z > 0 else 0 |
    | `leaky_relu` | z if z > 0 else αz | 1 or α |
    | `elu` | z if z > 0 else α(e^z−1) | 1 or αe^z |
    | `softplus` | log(1+e^z) | sigmoid(z) |
    | `silu` | z s, s = sigmoid(z) | s(1+z(1−s)) |
    | `gelu` | z Φ(z), Φ the normal distribution | Φ(z) + z φ(z) |
    | `softmax` | e^(z_j) / Σ_k e^(z_k) in each case | ∂a_i/∂z_j = a_i([i=j] − a_j) |

    | loss | of one case |
    |---|---|
    | `squared_error` | ½ Σ_j (a_j − y_j)² |
    | `binary_cross_entropy` | −Σ_j [y_j log a_j + (1−y_j) log(1−a_j)] |
    | `categorical_cross_entropy` | −Σ_j y_j log a_j |

    The cost C of the batch is the mean over the m cases (`mean`: divided by m, not by m n_L) or their sum (`sum`). Every derivative is that
    of C, with the 1/m of the mean in it. At a kink (relu at 0) any value between the two slopes is right. \(computedIn(precision))
    Digits that a formula throws away count as wrong where rounding alone does not explain it: take `log1p(exp(z))` and `expm1(z)` (softplus, elu), and
    subtract the largest z of a case before softmax's exponentials.

    ## What an answer says

    `answers/\(name).npz`, by NumPy's `savez` or `savez_compressed`, or `answers/\(name).json`; not both.

    | in .npz | in .json | shape | |
    |---|---|---|---|
    | `dW1`, `dW2` … | `dW`, an array of L matrices | n_l × n_(l−1) | ∂C/∂W[l], required |
    | `db1`, `db2` … | `db`, an array of L rows | n_l | ∂C/∂b[l], required |
    | `cost` | `cost` | a number | C |
    | `outputs` | `outputs` | n_L × m | A[L] |
    | `dX` | `dX` | n_0 × m | ∂C/∂X |
    | `Z1` … | `Z`, an array of L matrices | n_l × m | |
    | `A1` … | `A`, an array of L−1 matrices | n_l × m | outputs of the hidden layers |
    | `delta1` … | `delta`, an array of L matrices | n_l × m | ∂C/∂Z[l] |

    What is given is judged. The more is given, the more exactly it can be said what is wrong: a wrong forward pass shows in `cost` and `outputs`.
    In JSON print 17 digits (`%.17g`), or the shortest that read back as the same number.

    ## With NumPy

    Save this as `answer.py` in this folder, beside your own `mine.py`, and run it here:

    ```python
    \(example)
    ```
    """ + "\n"
  }

  private static func arrays(_ name: String) -> String {
    """

    The same in `problems/\(name).npz`, for `numpy.load`: `W1`, `b1`, `W2` …, `X`, `Y`, and `meta`, the bytes of a JSON text with `activations`,
    `alphas`, `loss` and `reduction`.

    """
  }

  private static func computedIn(_ precision: Precision) -> String {
    switch precision {
    case .binary64: "Compute in double precision."
    case .binary32:
      "Compute in single precision (binary32, `numpy.float32`): every number of a problem is exact in it, and answers are judged by its rounding."
    }
  }

  /// It runs as it stands, given a mine.py.
  static let example = """
    import glob, json, os
    import numpy as np
    from mine import backpropagation  # yours: cost, outputs, a list of dW and one of db

    os.makedirs("answers", exist_ok=True)
    for path in sorted(glob.glob("problems/*.json")):
        problem = json.load(open(path))["problem"]
        W = [np.array(layer["weights"]) for layer in problem["layers"]]
        b = [np.array(layer["biases"]) for layer in problem["layers"]]
        X, Y = np.array(problem["inputs"]), np.array(problem["targets"])
        cost, outputs, dW, db = backpropagation(problem, W, b, X, Y)
        answer = {"cost": cost, "outputs": outputs}
        for l in range(len(W)):
            answer[f"dW{l + 1}"], answer[f"db{l + 1}"] = dW[l], db[l]
        name = os.path.basename(path).replace(".json", ".npz")
        np.savez(os.path.join("answers", name), **answer)
    """
}
