use proptest::prelude::*;

use super::*;

#[test]
fn html_becomes_prose() {
    let cases = [
        ("<p>Un <b>four</b> &eacute;teint</p>", "Un **four** éteint", 0),
        ("<p>Un</p><p>deux<br/>trois</p>", "Un\n\ndeux\ntrois", 0),
        (
            "<ul><li>a</li><li><i>b</i></li></ul><p>c</p>",
            "- a\n- *b*\n\nc",
            0,
        ),
        ("<ol><li>a<li>b</ol>", "1. a\n2. b", 0),
        (
            "<a href=\"https://example.fr/x?a=1&amp;b=2\">ici</a>",
            "[ici](https://example.fr/x?a=1&b=2)",
            0,
        ),
        ("<a href='javascript:alert(1)'>ici</a>", "ici", 1),
        ("<script>alert(1)</script>mots", "mots", 0),
        ("<img src=x alt='Un four'> ouvert", "Un four ouvert", 1),
        ("<h2>Titre</h2>suite", "## Titre\n\nsuite", 0),
        ("2 < 3 & 4 &inconnu; &#x26; &#38;", "2 < 3 & 4 \\&inconnu; & &", 0),
        ("a * b_c [d]", "a \\* b\\_c \\[d]", 0),
        ("<b>mot </b>suite<b></b>", "**mot** suite", 0),
        ("<!-- rien --> x <", "x <", 0),
        ("x<sup>2</sup>", "x2", 1),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "a b", 1),
    ];
    for (html, expected, lost) in cases {
        let mut losses = Losses::default();
        assert_eq!(prose(html, &mut losses), expected, "{html}");
        assert_eq!(losses.said.len(), lost, "{html} {losses:?}");
    }
    let cases = [
        ("- 5 degrés", "\\- 5 degrés"),
        ("-5\n+3\n=2", "\\-5\n\\+3\n\\=2"),
        ("1. un\n22) deux", "1\\. un\n22\\) deux"),
        ("a - b + c = 2.5", "a - b + c = 2.5"),
        ("&amp; &eacute; &#233; & ; ;", "\\&amp; \\&eacute; \\&#233; & ; ;"),
    ];
    for (words, expected) in cases {
        assert_eq!(plain(words), expected);
    }
    let mut losses = Losses::default();
    assert_eq!(prose("<p>- &amp;eacute;</p>", &mut losses), "\\- \\&eacute;");
    assert_eq!(plain(" Un\n# deux*\n\n trois "), "Un\n\\# deux\\*\ntrois");
}

#[test]
fn an_end_that_is_not_there_is_sought_once() {
    let mut losses = Losses::default();
    let mut writer = Writer::new(&mut losses);
    for _ in 0..1000 {
        assert_eq!(writer.markup("<a <1 <b"), "a <1 <b");
    }
    assert_eq!(writer.tags.sought, 1);
    // What isn't a tag seeks none.
    assert_eq!((writer.markup("<1>"), writer.tags.sought), ("1>", 1));
    assert_eq!(
        (writer.entity("&12345678901;"), writer.entity("&é;")),
        ("12345678901;", "é;")
    );
    assert_eq!(writer.entity("&é"), "é");
}

proptest! {
    #[test]
    fn any_html_is_reduced(html in "(<[/a-z!-]{0,4}|>|&[a-z#0-9]{0,4};?|[ a-zé\"'=*]{1,5}|<a href=|<li>){0,30}") {
        prose(&html, &mut Losses::default());
    }
}
