import ast
from pathlib import Path

ROOT = Path(__file__).parents[1]
LIMITS = {"module": 300, "package": 100, "function": 40, "class": 250, "methods": 15, "const names": 20}
MODULES = sorted(path for folder in ("custom_components", "tools") for path in (ROOT / folder).rglob("*.py"))

type Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def sizes(path: Path) -> dict[tuple[str, str], int]:
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    found = {("package" if path.name == "__init__.py" else "module", path.name): len(text.splitlines())}
    found |= {("function", node.name): lines(node) for node in ast.walk(tree) if isinstance(node, FUNCTION)}
    classes = [node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    found |= {("class", node.name): lines(node) for node in classes}
    found |= {("methods", node.name): sum(isinstance(part, FUNCTION) for part in node.body) for node in classes}
    names = sum(isinstance(node, ast.Assign | ast.AnnAssign) for node in tree.body)
    return found | ({("const names", path.name): names} if path.name == "const.py" else {})


def lines(node: Definition) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


FUNCTION = (ast.FunctionDef, ast.AsyncFunctionDef)


def test_nothing_has_outgrown_its_file() -> None:
    too_long = {
        (str(path.relative_to(ROOT)), *what): size
        for path in MODULES
        for what, size in sizes(path).items()
        if size > LIMITS[what[0]]
    }

    assert too_long == {}


def test_a_function_that_is_too_long_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "story.py"
    path.write_text("def tell():\n" + "    pass\n" * 40, encoding="utf-8")

    assert sizes(path) == {("module", "story.py"): 41, ("function", "tell"): 41}
