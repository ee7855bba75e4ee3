"""Scripts are sent without what only their readers need, and mean the same."""

import pytest

from api.page.page_routes import SERVED, modules
from api.page.sent_script import sent_script


@pytest.mark.parametrize(
    ("script", "sent"),
    [
        ("const a = { b: 1 };", "const a={b:1};"),
        ("  // about it\n  return x; // why\n", "\nreturn x;\n"),
        ("say(\"a  //  b\", 'c + d');", "say(\"a  //  b\",'c + d');"),
        ("const t = `a  ${ b + `  ${c} d ` }  e`;", "const t=`a  ${b+`  ${c} d `}  e`;"),
        ("`${of({ a: 1 })}  //  b`", "`${of({a:1})}  //  b`"),
        ("x = a / b / c;", "x=a/b/c;"),
        ("if (/^ *[/]  \\/$/.test(a)) return / b/g;", "if(/^ *[/]  \\/$/.test(a))return/ b/g;"),
        ("a + +b - -c + -d", "a+ +b- -c+-d"),
        ("typeof a in b", "typeof a in b"),
        ("a = \\\n", "a=\\\n"),
    ],
)
def test_only_what_means_nothing_is_left_out(script: str, sent: str) -> None:
    assert sent_script(script) == sent


def test_sent_scripts_keep_their_lines() -> None:
    for path, content in modules().items():
        written = SERVED.joinpath(path).read_bytes()
        assert content.count(b"\n") == written.count(b"\n"), path


def test_what_was_sent_is_not_changed_again() -> None:
    for path, content in modules().items():
        assert path.startswith("vendored/") or sent_script(content.decode()).encode() == content
