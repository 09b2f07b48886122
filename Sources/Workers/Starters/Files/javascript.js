#!/usr/bin/env node
// A worker for nnverify: a network whose gradients are to be checked, and the loop that answers questions about it.
//
// It works as it is. Put your network in place of the one below; the loop behind it can stay.

"use strict";

// ==== Your network ==================================================================================================

// Only what stands here is asked. Add the activations and losses that yours knows; leave out dX, Z, A and delta where
// yours does not keep them. They serve to name a mistake more exactly.
const HELLO = {
  protocol: "nnverify-worker-1",
  name: "my-network",
  language: "JavaScript, Node.js " + process.versions.node,
  activations: ["linear", "tanh", "relu"],
  losses: ["squared_error"],
  reductions: ["mean", "sum"],
  quantities: ["cost", "outputs", "dW", "db", "dX", "Z", "A", "delta"],
};

const activate = { linear: (z) => z, tanh: (z) => Math.tanh(z), relu: (z) => (z > 0 ? z : 0) };
const slope = { linear: () => 1, tanh: (a) => 1 - a * a, relu: (a) => (a > 0 ? 1 : 0) }; // from a = g(z)

// The cost and its derivatives. Matrices are arrays of rows: weights[j][i] is to neuron j from i, and a column of
// inputs, targets and outputs is a case.
function evaluate({ layers, inputs, targets, loss, reduction }) {
  const Z = [], A = [inputs]; // A[l] goes into layer l, whose sums are Z[l]
  layers.forEach((layer, l) => {
    Z[l] = product(layer.weights, A[l]).map((row, j) => row.map((z) => z + layer.biases[j]));
    A[l + 1] = Z[l].map((row) => row.map(activate[layer.activation]));
  });
  const outputs = A[layers.length];

  const divisor = reduction === "mean" ? inputs[0].length : 1;
  const errors = outputs.map((row, j) => row.map((a, c) => a - targets[j][c]));
  const cost = sum(errors.map((row) => sum(row.map((e) => e * e)))) / 2 / divisor;

  const dW = [], db = [], delta = [];
  let dA = errors.map((row) => row.map((e) => e / divisor));
  for (let l = layers.length - 1; l >= 0; l--) {
    const s = slope[layers[l].activation];
    delta[l] = dA.map((row, j) => row.map((d, c) => d * s(A[l + 1][j][c])));
    dW[l] = product(delta[l], transposed(A[l]));
    db[l] = delta[l].map(sum);
    dA = product(transposed(layers[l].weights), delta[l]);
  }
  return { cost, outputs, dW, db, dX: dA, Z, A: A.slice(1, -1), delta };
}

function sum(numbers) {
  return numbers.reduce((total, x) => total + x, 0);
}

function transposed(M) {
  return M[0].map((_, c) => M.map((row) => row[c]));
}

function product(P, Q) {
  const columns = transposed(Q);
  return P.map((row) => columns.map((column) => sum(row.map((p, i) => p * column[i]))));
}

// ==== The loop ======================================================================================================

function answer(question) {
  switch (question.cmd) {
    case "hello": return HELLO;
    case "echo": return { numbers: question.numbers };
    case "evaluate": return evaluate(question.problem);
    case "bye": return {};
    default: throw new Error("no such command: " + question.cmd);
  }
}

// JSON.stringify would write 0 for -0, and null for every number that is not finite.
function json(value) {
  if (Array.isArray(value)) return "[" + value.map(json).join(",") + "]";
  if (typeof value === "object" && value !== null) {
    return "{" + Object.keys(value).map((key) => JSON.stringify(key) + ":" + json(value[key])).join(",") + "}";
  }
  if (typeof value !== "number") return JSON.stringify(value);
  if (Object.is(value, -0)) return "-0.0";
  if (Number.isFinite(value)) return String(value);
  return Number.isNaN(value) ? '"nan"' : value > 0 ? '"inf"' : '"-inf"';
}

async function main() {
  for await (const line of require("readline").createInterface({ input: process.stdin })) {
    const question = JSON.parse(line);
    let said = { seq: question.seq, status: "ok" };
    try {
      Object.assign(said, answer(question));
    } catch (error) {
      said = { seq: question.seq, status: "error", message: String(error) };
    }
    process.stdout.write(json(said) + "\n");
    if (question.cmd === "bye") return; // which closes the input, and the program ends
  }
}

main();
