from boundtext import html_table


def test_headers_are_scoped_and_the_table_has_a_caption():
    html = html_table(["Wave", "Mean"], [["2016", "£41"]], "Means", row_ids=["mean-2016"])
    assert '<th scope="col">Wave</th>' in html
    assert '<tr id="mean-2016"><th scope="row">2016</th><td>£41</td></tr>' in html
    assert "<caption>Means</caption>" in html
    assert 'role="region" aria-label="Means"' in html


def test_a_name_is_never_markup():
    html = html_table(["<b>"], [["<script>alert(1)</script>"]], '"quoted" & <i>')
    assert "<script>" not in html
    assert "<b>" not in html
    assert 'aria-label="&quot;quoted&quot; &amp; &lt;i&gt;"' in html
