"""The text of a notebook before its cells, for tests that write their own."""

HEADER = """---
jupytext:
  formats: ipynb,md:myst
  text_representation:
    extension: .md
    format_name: myst
kernelspec:
  display_name: Python 3
  language: python
  name: python3
---

# A question

```{code-cell} ipython3
:tags: [parameters]

wave = "2018"
baseline = ""
```

"""


def code(text: str) -> str:
    return f"```{{code-cell}} ipython3\n{text}\n```\n"
