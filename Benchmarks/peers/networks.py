"""The networks of MeasuredNetwork.swift, as NumPy arrays, and the stopwatch that all peers share.

Every layer is a sigmoid, the loss is binary cross-entropy, the cost its mean over the cases.
"""

import dataclasses
import json
import statistics
import time

import numpy as np


@dataclasses.dataclass(frozen=True)
class Network:
    widths: tuple
    cases: int

    @property
    def name(self):
        return "-".join(map(str, self.widths)) + f" m{self.cases}"

    @property
    def layers(self):
        """(inputs, outputs) of each."""
        return list(zip(self.widths[:-1], self.widths[1:]))

    def values(self):
        """([W, b, W, b, …], X, Y)"""
        random = np.random.default_rng(1)
        parameters = []
        for below, width in self.layers:
            parameters.append(random.normal(0, below**-0.5, (width, below)))
            parameters.append(random.normal(0, 1, (width, 1)))
        inputs = random.normal(0, 1, (self.widths[0], self.cases))
        targets = random.integers(0, 2, (self.widths[-1], self.cases)).astype(np.float64)
        return parameters, inputs, targets


CHECKED = [Network((3, 4, 2), 4), Network((8, 16, 8, 3), 8), Network((32, 64, 32, 10), 16)]
STEPPED = CHECKED + [
    Network((64,) * 4, 64),
    Network((256,) * 4, 256),
    Network((1024,) * 4, 512),
]


def report(what, network, call, seconds=2.0):
    """Calls once to warm up, then for so many seconds and at least three times; prints the median as a line of JSON.

    The time is the processor's on this process, not the clock's on the wall: what else runs on the machine disturbs it less.
    """
    call()
    times = []
    end = time.monotonic() + seconds
    while len(times) < 3 or time.monotonic() < end:
        start = time.process_time()
        call()
        times.append(time.process_time() - start)
    print(
        json.dumps({"what": what, "network": network.name, "seconds": statistics.median(times), "runs": len(times)}),
        flush=True,
    )
