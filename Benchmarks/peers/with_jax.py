"""JAX: check_grads along one random direction, and cost and gradient compiled by jit. Binary64."""

import jax
import jax.numpy as jnp
from jax.test_util import check_grads

from networks import CHECKED, STEPPED, report

jax.config.update("jax_enable_x64", True)


def cost_of(inputs, targets):
    def cost(parameters):
        signal = inputs
        for weights, biases in zip(parameters[0::2], parameters[1::2]):
            logits = weights @ signal + biases
            signal = jax.nn.sigmoid(logits)
        return jnp.sum(jax.nn.softplus(logits) - targets * logits) / targets.shape[1]

    return cost


for network in CHECKED:
    parameters, inputs, targets = jax.tree.map(jnp.asarray, network.values())
    cost = jax.jit(cost_of(inputs, targets))
    report("check_grads", network, lambda: check_grads(cost, (parameters,), order=1, modes=["rev"]))

for network in STEPPED:
    parameters, inputs, targets = jax.tree.map(jnp.asarray, network.values())
    compiled = jax.jit(jax.value_and_grad(cost_of(inputs, targets)))
    report("jax step", network, lambda: jax.block_until_ready(compiled(parameters)))
