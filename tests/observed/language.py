"""How the programs of each language are made and started: the adapters, and recipes as programs of their own."""

from __future__ import annotations

import os
import shutil
import subprocess
from itertools import takewhile
from pathlib import Path

from tests.observed import dotnet
from tests.observed.adapter import FOLDER, Adapter, read

ROOT = FOLDER.parents[2]
APART = ROOT / ".venv-observed"
#: The libraries of Java; those of Debian's packages stand elsewhere, and an adapter is linked with them.
JARS = APART / "jars"
#: Where compiled programs go, apart for each worker of a test run; `make clean` removes it.
_BUILD = ROOT / "build" / "observed" / os.environ.get("PYTEST_XDIST_WORKER", "main")
_INTERPRETERS = {"ruby": "ruby", "erlang": "escript"}
_GO = Path("/usr/share/gocode")
_DEBIAN_JARS = Path("/usr/share/java")
_CRATES = Path("/usr/share/cargo/registry")


def python(adapter: Adapter) -> Path:
    """The interpreter of the environment that this adapter, in Python, runs in."""
    return (APART if adapter.language == "python_apart" else ROOT / ".venv") / "bin" / "python"


def modules(adapter: Adapter) -> Path:
    """The packages of npm that this adapter, in JavaScript, runs with."""
    return adapter.path.parent / "node_modules"


def node() -> str:
    """Node, which is pinned with the other development tools."""
    pinned = ROOT / ".venv" / "bin" / "node"
    return str(pinned) if pinned.exists() else "node"


def environment(adapter: Adapter) -> dict[str, str]:
    """The environment of the programs of an adapter."""
    # ASP.NET Core would watch every folder below the current one for another configuration.
    calm = {"RUBYOPT": "-W0", "DOTNET_hostBuilder__reloadConfigOnChange": "false"}
    folders = [str(APART / adapter.own), str(ROOT)] if adapter.own else [str(ROOT)]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(folders), **calm}


def program(adapter: Adapter) -> list[str]:
    """The command that starts an adapter, compiled when it has to be."""
    return _command(adapter, adapter.path, adapter.path.parent, _BUILD / adapter.language)


def recipe_file(adapter: Adapter, code: str, folder: Path) -> Path:
    """A recipe as a program in `folder`, which reads a token and a key from standard input."""
    (frame,) = (FOLDER / adapter.language.removesuffix("_apart")).glob("recipe.*")
    text = frame.read_text(encoding="utf-8")
    imports, code = _parted(code) if "/*imports*/" in text else ("", code)
    imports = f"{adapter.imports}\n{imports}"
    for name, part in (("imports", imports), ("before", adapter.before), ("code", code), ("after", adapter.after)):
        text = text.replace(f"/*{name}*/", part).replace(f"#{name}#", part)
    path = folder / f"recipe{adapter.path.suffix}"
    path.write_text(text, encoding="utf-8")
    if adapter.npm:
        for name, target in (("node_modules", modules(adapter)), ("adapters", adapter.path.parent)):
            if not (folder / name).exists():
                (folder / name).symlink_to(target)
    return path


def _parted(code: str) -> tuple[str, str]:
    """The lines at the head of a recipe that import, which stand outside of any class; and the others."""
    lines = code.splitlines(keepends=True)
    count = sum(1 for _ in takewhile(lambda line: line.startswith(("import ", "using ")), lines))
    return "".join(lines[:count]), "".join(lines[count:])


def recipe_program(adapter: Adapter, path: Path) -> list[str]:
    """The command that runs a recipe as a program of its own, beside which stands what compiling it makes."""
    return _command(adapter, path, path.parent, path.parent)


def _command(adapter: Adapter, path: Path, beside: Path, out: Path) -> list[str]:
    """The command that runs `path`, which may include what stands `beside` it; `out` takes what is compiled."""
    match adapter.language:
        case "python" | "python_apart":
            # -P: an adapter is named like its package, and must not be found in its place.
            return [str(python(adapter)), "-P", str(path)]
        case "node" | "node_apart":
            return [node(), str(path)]
        case "ruby" | "erlang":
            return [_INTERPRETERS[adapter.language], str(path)]
        case "perl":
            return ["perl", f"-I{beside}", str(path)]
        case _:
            return _compiled(adapter, path, beside, out)


def _compiled(adapter: Adapter, path: Path, beside: Path, out: Path) -> list[str]:
    """Compile `path`, and say how to run what is made."""
    made = out / path.stem
    shared = FOLDER / adapter.language
    libraries = [f"-l{name}" for name in adapter.link]
    match adapter.language:
        case "c":
            _make(["gcc", "-w", "-o", str(made), str(path), *libraries], out)
        case "cpp":
            _make(["g++", "-w", "-std=c++17", "-o", str(made), str(path), *libraries], out)
        case "go":
            _go(path, beside, made)
        case "rust":
            made = _rust(adapter, path, out)
        case "java":
            jars = ":".join(f"{_DEBIAN_JARS}/{name}.jar" for name in adapter.link) or f"{JARS}/*"
            _make(["javac", "-cp", jars, "-d", str(made), str(path), str(shared / "serve.java")], out)
            # A short life does not repay the second compiler.
            return ["java", "-XX:TieredStopAtLevel=1", "-cp", f"{made}:{jars}", "Program"]
        case "csharp":
            (application,) = APART.glob("lib/python*/site-packages/msmcp_azure/bin/azmcp")
            files = [one for one in sorted(shared.glob("*.cs")) if not read(one)]
            return dotnet.command(application, [path, *files], made.with_suffix(".dll"), _BUILD)
        case other:
            raise ValueError(f"no way to run {other}")
    return [str(made)]


def _go(path: Path, beside: Path, made: Path) -> None:
    """Build in GOPATH mode, as Debian's packages of Go libraries are meant to be used."""
    settings = {"GO111MODULE": "off", "GOPATH": str(_GO), "GOFLAGS": "", "GOTOOLCHAIN": "local"}
    _make(
        ["/usr/bin/go", "build", "-o", str(made), str(path), *map(str, beside.glob("serve.go"))], made.parent, settings
    )


def _rust(adapter: Adapter, path: Path, out: Path) -> Path:
    """Build against Debian's crates alone; what was compiled of them is kept for the recipes."""
    package = out / f"{path.stem}.crate"
    (package / ".cargo").mkdir(parents=True, exist_ok=True)
    dependencies = "".join(f'{name} = "*"\n' for name in adapter.link)
    (package / "Cargo.toml").write_text(
        f'[package]\nname = "observed"\nversion = "0.0.0"\nedition = "2021"\n'
        f'[[bin]]\nname = "observed"\npath = "{path}"\n[dependencies]\n{dependencies}'
    )
    (package / ".cargo" / "config.toml").write_text(
        f'[source.crates-io]\nreplace-with = "debian"\n[source.debian]\ndirectory = "{_CRATES}"\n'
    )
    target = _BUILD / "rust" / "target"
    _make(["cargo", "build", "--offline", "--quiet", "--target-dir", str(target)], package)
    made = out / path.stem
    shutil.copy(target / "debug" / "observed", made)
    return made


def _make(command: list[str], folder: Path, settings: dict[str, str] | None = None) -> None:
    """Run a compiler in `folder`; a failure shows what it says."""
    folder.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        command, cwd=folder, env={**os.environ, **(settings or {})}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
