"""Lines of keys, in every layout that TOML allows."""

from __future__ import annotations

import tomllib

from lantu.facts.scenarios.lines import line_of, lines_of

TEXT = '''\
# a note with [brackets] and "quotes"
name = """two
lines # no note"""  # a note
"quoted key" = 'it''s'

[[blow]]
hits = [ "a",  # first
  "b",
  # nothing

  """c
d""",
]
part = { low = 0.1, high = { x = [1,
2] } }
[blow.inner]
deep.er = 1

[[blow]]
hits = []
[blow.inner]
deep = "]\\"}"

[ settings ]
a.b = 1979-05-27 07:32:00
a.c = 5
'''.replace("'it''s'", "'it is'")


def test_every_key_table_and_element_is_on_its_line() -> None:
    found = lines_of(TEXT)
    for place, line in {
        ("name",): 2,
        ("quoted key",): 4,
        ("blow",): 6,
        ("blow", 0): 6,
        ("blow", 0, "hits"): 7,
        ("blow", 0, "hits", 0): 7,
        ("blow", 0, "hits", 1): 8,
        ("blow", 0, "hits", 2): 11,
        ("blow", 0, "part", "low"): 14,
        ("blow", 0, "part", "high", "x", 1): 15,
        ("blow", 0, "inner"): 16,
        ("blow", 0, "inner", "deep"): 17,
        ("blow", 0, "inner", "deep", "er"): 17,
        ("blow", 1): 19,
        ("blow", 1, "hits"): 20,
        ("blow", 1, "inner", "deep"): 22,
        ("settings",): 24,
        ("settings", "a"): 25,
        ("settings", "a", "c"): 26,
    }.items():
        assert found[place] == line, place


def test_what_tomllib_reads_is_found_whole() -> None:
    found = lines_of(TEXT)

    def walk(node: object, place: tuple[str | int, ...]) -> None:
        assert not place or place in found
        items = node.items() if isinstance(node, dict) else ()
        pairs = enumerate(node) if isinstance(node, list) else items
        for name, inner in pairs:
            walk(inner, (*place, name))

    walk(tomllib.loads(TEXT), ())


def test_a_place_that_is_not_there_has_the_line_of_what_would_hold_it() -> None:
    found = lines_of(TEXT)
    assert line_of(found, ("blow", 1, "part")) == 19
    assert line_of(found, ("nothing",)) == 0


def test_text_that_is_no_toml_is_followed_as_far_as_it_goes() -> None:
    assert lines_of("a = 1\nb == 2\nc = 3\n")["a",] == 1


def test_depth_costs_no_recursion() -> None:
    text = "a = " + "[" * 50_000 + "]" * 50_000 + "\nb = 1\n"
    assert lines_of(text)["b",] == 2
