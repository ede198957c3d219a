"""Compares trees with those of lexbor, a parser of today's HTML, on the same bytes.

    python3 lexbor_trees.py FOLDER

For each NAME in the folder there is NAME.tree: a line for each element ("3 p .class #id") and each text ("4 \"text\"")
with its depth, in document order. A line on standard output says where a tree differs first. What differs on purpose is
evened out here:

- white space, soft hyphens and byte order marks; an empty head; comments;
- the content of scripts and style sheets, and what is in a template;
- a textarea that formatting elements go on into, which only lexbor lets them;
- what is nested deeper than 512 elements.
"""
import json, pathlib, re, sys
from selectolax.lexbor import LexborHTMLParser

UNSEEN = re.compile(r"[\s\u00ad\ufeff]+")


def bare(text):
    return UNSEEN.sub("", text)


def lines(node, depth=0):
    """The tree below a node, and that itself."""
    attributes = node.attributes
    classes = " ".join((attributes.get("class") or "").split())
    yield depth, "E", f"{node.tag.lower()} .{classes} #{attributes.get('id') or ''}"
    stack, text = [(node.first_child, depth + 1)], ""
    while stack:
        child, depth = stack.pop()
        if child is None:
            if bare(text):
                yield depth, "T", bare(text)
            text = ""
            continue
        stack.append((child.next, depth))
        if child.is_text_node:
            text += child.text_content or ""
        elif child.is_element_node:
            if bare(text):
                yield depth, "T", bare(text)
            text = ""
            attributes = child.attributes
            classes = " ".join((attributes.get("class") or "").split())
            yield depth, "E", f"{child.tag.lower()} .{classes} #{attributes.get('id') or ''}"
            if child.tag == "textarea":
                inside = bare(child.text(deep=True))
                if inside:
                    yield depth + 1, "T", inside
            elif child.tag not in ("script", "style"):
                stack.append((child.first_child, depth + 1))


def evened(tree):
    tree = list(tree)
    kept = []
    for index, (depth, kind, text) in enumerate(tree):
        is_empty = index + 1 == len(tree) or tree[index + 1][0] <= depth
        if kind == "E" and text.startswith("head .") and is_empty:
            continue
        kept.append((depth, kind, text))
    return kept


def main():
    folder, differing, count = pathlib.Path(sys.argv[1]), 0, 0
    for file in sorted(folder.glob("*.tree")):
        page = file.with_suffix("").read_bytes()
        ours = evened([(line[0], line[1], line[2]) for line in map(json.loads, file.read_text().splitlines())])
        root = LexborHTMLParser(page).root
        theirs = evened(lines(root)) if root is not None else []
        count += 1
        if not ours and all(kind == "E" and depth < 2 for depth, kind, _ in theirs):
            continue
        if ours == theirs:
            continue
        differing += 1
        place = next((i for i, (a, b) in enumerate(zip(ours, theirs)) if a != b), min(len(ours), len(theirs)))
        print(f"{file.name}: {page[:400]!r}\n  ours   {ours[place:place + 3]}\n  lexbor {theirs[place:place + 3]}")
    print(f"{count} pages, {differing} differ")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
