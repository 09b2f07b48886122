"""Reads the results of all rounds and prints one table: `table.py FOLDER`, with a folder per round in it.

A peer's file has a line of JSON per measurement; nnverify has a histogram per benchmark, as its benchmark package writes
them. Times are medians over the rounds of each round's median. A ratio is the peer's time by nnverify's in the same round,
and what is printed is the median of these ratios: machines get slower and faster from minute to minute, for all alike.
"""

import datetime
import importlib.metadata
import json
import pathlib
import platform
import re
import statistics
import subprocess
import sys

from networks import CHECKED, STEPPED

# How many times as fast as gradcheck the exhaustive check of each network shall be.
GOALS = dict(zip((network.name for network in CHECKED), (10, 10, 1)))

PEERS = {
    "exhaustive": {"PyTorch": "gradcheck"},
    "directional": {"PyTorch": "gradcheck fast", "JAX": "check_grads"},
    "step": {"PyTorch": "pytorch step", "NumPy": "numpy step", "JAX": "jax step"},
}
COLUMNS = ["PyTorch", "NumPy", "JAX"]


def read_round(folder):
    """Seconds by (what, network), and the number of entries that each exhaustive check left undecided, by network."""
    seconds, undecided = {}, {}
    for file in folder.glob("*.jsonl"):
        for line in file.read_text().splitlines():
            entry = json.loads(line)
            seconds[entry["what"], entry["network"]] = entry["seconds"]
    # "Current_run.Speed.step_3-4-2_m4_x100.processorTime.histogram.txt"
    for file in folder.glob("*.histogram.txt"):
        name, metric = file.name.split(".")[2:4]
        what, network, calls = re.fullmatch(r"([a-z]+)_(.*?)(?:_x(\d+))?", name).groups()
        network = network.replace("_", " ")
        if metric == "processorTime":
            seconds[what, network] = histogram_median(file.read_text()) * 1e-9 / int(calls or 1)
        elif metric == "undecided":
            undecided[network] = round(histogram_median(file.read_text()))
    return seconds, undecided


def histogram_median(text):
    """From lines of a value and the share of the samples up to it, and two numbers more."""
    for line in text.splitlines():
        numbers = re.fullmatch(r"\s*([\d.]+)\s+([\d.]+)\s+[\d.]+(?:\s+[\d.]+)?", line)
        if numbers and float(numbers[2]) >= 0.5:
            return float(numbers[1])
    raise ValueError("a histogram without a median")


def duration(seconds):
    for unit, size in (("s", 1), ("ms", 1e-3)):
        if seconds >= size:
            return f"{seconds / size:.3g} {unit}"
    return f"{seconds * 1e6:.3g} µs"


def times(ratio):
    return f"{ratio:.3g}×" if ratio < 100 else f"{ratio:.0f}×"


def row(what, network, rounds):
    key = (what, network.name)
    cells = [f"{what} {network.name}", duration(statistics.median(r[key] for r in rounds))]
    for column in COLUMNS:
        peer = (PEERS[what].get(column), network.name)
        if not all(peer in r for r in rounds):
            cells.append("")
            continue
        ratio = statistics.median(r[peer] / r[key] for r in rounds)
        cells.append(f"{duration(statistics.median(r[peer] for r in rounds))}, {times(ratio)}")
    if what == "exhaustive":
        ratios = [r["gradcheck", network.name] / r[key] for r in rounds]
        goal = GOALS[network.name]
        verdict = "met" if statistics.median(ratios) >= goal else "MISSED"
        cells.append(f"{goal}×: {verdict} ({times(min(ratios))} to {times(max(ratios))})")
    else:
        cells.append("")
    return cells


def printed(rows):
    widths = [max(map(len, column)) for column in zip(*rows)]
    lines = ["| " + " | ".join(cell.ljust(width) for cell, width in zip(cells, widths)) + " |" for cells in rows]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(lines)


def processor():
    try:
        described = subprocess.run(["lscpu"], capture_output=True, text=True, check=True).stdout
        return re.search(r"Model name:\s*(.*)", described).group(1)
    except (OSError, subprocess.CalledProcessError, AttributeError):
        return platform.processor() or platform.machine()


folders = sorted(folder for folder in pathlib.Path(sys.argv[1]).iterdir() if folder.is_dir())
results = [read_round(folder) for folder in folders]
rounds = [seconds for seconds, _ in results]
undecided = results[-1][1]
loads = [(folder / "uptime").read_text().rpartition(": ")[2].split(",")[0].strip() for folder in folders]
versions = ", ".join(
    f"{label} {importlib.metadata.version(package)}"
    for label, package in (("PyTorch", "torch"), ("NumPy", "numpy"), ("JAX", "jax"))
)

print(f"{datetime.date.today()}, {processor()}, one core, one thread, binary64; {versions};")
print(f"processor time, medians of {len(rounds)} rounds; load of the machine before each: {', '.join(loads)}.")
print("After a peer's time, how many times nnverify's it is.")
print()
rows = [["", "nnverify", *COLUMNS, "goal against PyTorch"]]
for what, networks in (("exhaustive", CHECKED), ("directional", CHECKED), ("step", STEPPED)):
    rows += [row(what, network, rounds) for network in networks]
generated = statistics.median(r["check", "generated"] for r in rounds)
rows.append(["check, generated problems", f"{1 / generated:.0f} per s", "", "", "", ""])
print(printed(rows))
print()
print("Entries of the exhaustive check that came out undecided:")
for network in CHECKED:
    parameters = sum(width * (below + 1) for below, width in network.layers)
    print(f"{network.name}: {undecided[network.name]} of {parameters}.")
