"""Are the gradients of my network right? A test to copy next to your own: it lets nnverify ask your worker.

WORKER is the command that starts it; nnverify is looked for in PATH, or named by the environment variable NNVERIFY.
Equal seeds give equal problems, so the test does not depend on chance.
"""

import json
import os
import pathlib
import shlex
import shutil
import subprocess
import sys

import pytest

HERE = pathlib.Path(__file__).resolve().parent
WORKER = os.environ.get("NNVERIFY_WORKER") or shlex.join([sys.executable, str(HERE.parent / "numpy" / "worker.py")])
PROBLEMS = int(os.environ.get("NNVERIFY_PROBLEMS", "200"))
SEED, SECONDS = 1, 600
NNVERIFY = os.environ.get("NNVERIFY") or shutil.which("nnverify")

# The exit codes with which there is a report: agreement, disagreement, too little decided.
REPORTED = (0, 1, 2)


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """One run for all tests: the document for programs, the report for people, the exit code."""
    if NNVERIFY is None:
        pytest.skip("nnverify is not in PATH; name it by the environment variable NNVERIFY")
    # Where the failure is kept for the replay that the report names.
    failures = tmp_path_factory.mktemp("nnverify-failures")
    ended = subprocess.run(
        [NNVERIFY, "check", "--against", WORKER, "--problems", str(PROBLEMS), "--seed", str(SEED),
         "--max-depth", "4", "--max-width", "16", "--max-failures", "1", "--failures", str(failures), "--format", "json"],
        capture_output=True, text=True, timeout=SECONDS, check=False)
    report = json.loads(ended.stdout) if ended.returncode in REPORTED else None
    return report, ended.stderr, ended.returncode


def test_the_worker_answers(run):
    report, text, code = run
    if report is None:
        pytest.fail("nnverify ended with %d\n%s" % (code, text), pytrace=False)


def test_the_gradients_are_right(run):
    report, text, _ = run
    if report is None:
        pytest.skip("nothing was checked, see test_the_worker_answers")
    # The report says which tensor, which layer, which equation, and ends with the command that shows it again.
    if report["outcome"] != "agreement":
        pytest.fail(text, pytrace=False)
