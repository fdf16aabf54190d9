"""A reading child has no network and few handles, whatever a file makes it do."""

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from cxrviewer.reading.confinement import MOST_HANDLES
from cxrviewer.reading.reader import Reader
from tests.data.hostile.raw import dicom

REPOSITORY = Path(__file__).resolve().parents[3]
PYTHON = """
import socket
from cxrviewer.reading.confinement import forbid_network
forbid_network()
try:
    socket.create_connection(("127.0.0.1", {port}), timeout=5)
except PermissionError as error:
    print(error)
"""
# Goes past Python: what a decoder that was taken over would do.
NATIVE = """
import ctypes, struct, socket
from cxrviewer.reading.confinement import forbid_network
left = forbid_network()
c = ctypes.CDLL(None)
address = struct.pack("=HH4s8x", socket.AF_INET, socket.htons({port}), bytes([127, 0, 0, 1]))
print(left, c.connect(c.socket(2, 1, 0), address, len(address)))
"""


def children() -> set[str]:
    """Return the process numbers of what this process has started."""
    tasks = Path("/proc/self/task").iterdir()
    return {child for task in tasks for child in (task / "children").read_text().split()}


def ask(program: str, port: int) -> str:
    line = [sys.executable, "-c", program.format(port=port)]
    done = subprocess.run(line, cwd=REPOSITORY, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_that_python_code_of_a_child_reaches_no_network() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        assert ask(PYTHON, server.getsockname()[1]) == "a reading child has no network"


@pytest.mark.skipif(sys.platform != "linux", reason="Linux alone gives a process its own network")
def test_that_native_code_of_a_child_reaches_no_network_where_the_system_lets_it() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        left, connected = ask(NATIVE, server.getsockname()[1]).split()
    if left != "True":
        pytest.skip("this system lets no process leave the network")
    assert connected == "-1"


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_that_a_child_may_open_few_handles(tmp_path: Path) -> None:
    good = tmp_path / "good"
    good.write_bytes(dicom())
    others = children()
    with Reader() as reader:
        assert reader.load(good).rows == 96
        (child,) = children() - others
        limits = Path(f"/proc/{child}/limits").read_text()
    (line,) = [line for line in limits.splitlines() if line.startswith("Max open files")]
    assert line.split()[3:5] == [str(MOST_HANDLES)] * 2
