// pastes.mjs - the clipboard of word processors, shortened to what they really write, and what must
// become of it: structure stays, style goes. See suites/editor_texts.mjs.
const word = (body) => '<html xmlns:o="urn:schemas-microsoft-com:office:office" '
  + 'xmlns:w="urn:schemas-microsoft-com:office:word"><head><meta name=Generator '
  + 'content="Microsoft Word 15"><style>p.MsoNormal {margin:0mm;color:red}</style></head>'
  + `<body lang=JA><!--StartFragment-->${body}<!--EndFragment--></body></html>`;

const listed = (level, mark, words) => '<p class=MsoListParagraph style=\'margin-left:21pt;'
  + `text-indent:-21pt;mso-list:l0 level${level} lfo1'><![if !supportLists]><span lang=EN-US>`
  + `<span style='mso-list:Ignore'>${mark}<span style='font:7.0pt "Times New Roman"'>&nbsp;`
  + `</span></span></span><![endif]><span style='color:blue'>${words}</span><o:p></o:p></p>\n`;

export const PASTES = [
  { name: 'Word: title, headings, weight, colours',
    html: word('<p class=MsoTitle>年間計画</p><h3>一　目的<o:p></o:p></h3>'
      + '<p class=MsoNormal><b><span style="font-size:16pt">重要</span></b>な<span '
      + 'style="color:red;background:yellow">お知らせ</span>です。<o:p></o:p></p>'
      + '<p class=MsoNormal><o:p>&nbsp;</o:p></p><h4>細目</h4><p class=MsoNormal>終わり</p>'),
    text: '# 年間計画\n\n## 一　目的\n\n**重要**なお知らせです。\n\n### 細目\n\n終わり' },
  { name: 'Word: lists of two levels, numbers that begin later',
    html: word(listed(1, 'l', '一つめ') + listed(2, 'n', '中の項目') + listed(1, 'l', '二つめ')
      + '<p class=MsoNormal>間</p>' + listed(1, '(3)', '三番') + listed(1, '(4)', '四番')),
    text: '- 一つめ\n  - 中の項目\n- 二つめ\n\n間\n\n3. 三番\n4. 四番' },
  { name: 'Word: a numbered heading stays a heading',
    html: word('<h1 style=\'mso-list:l1 level1 lfo2\'><![if !supportLists]><span '
      + 'style=\'mso-list:Ignore\'>1.<span>&nbsp;</span></span><![endif]>はじめに</h1><p>本文</p>'),
    text: '# はじめに\n\n本文' },
  { name: 'Word: a table with joined cells, its first row the head',
    html: word('<table class=MsoTableGrid border=1 style="border-collapse:collapse"><tr><td '
      + 'width=100><p class=MsoNormal><b>区分</b></p></td><td colspan=2><p>数</p></td></tr>'
      + '<tr><td rowspan=2><p>会員</p><p>（団体）</p></td><td><p>12</p></td><td><p>3|4</p></td>'
      + '</tr><tr><td>13</td></tr></table>'),
    text: '| **区分** | 数 |  |\n|---|---|---|\n| 会員 （団体） | 12 | 3\\|4 |\n|  | 13 |  |' },
  { name: 'Word: lines of the file are no spaces in Japanese, but in English',
    html: word('<p class=MsoNormal>図面を\r\n探す時間を測りました。 Digital\r\ntransformation</p>'),
    text: '図面を探す時間を測りました。 Digital transformation' },
  { name: 'Word: pictures are left out, and said so; bookmarks are no links',
    html: word('<p class=MsoNormal><img width=100 src="file:///C:/x.png"><a name="_Toc1"></a>'
      + '<a href="#_Toc2">目次</a>と<a href="https://example.jp/x" style="color:blue">県</a></p>'),
    text: '目次と[県](https://example.jp/x)',
    loss: '画像1枚は貼り付けられません。「画像」から登録してください。' },
  { name: 'Google Docs: no weight from its wrapper, lists beside their item, wrapped links',
    html: '<meta charset=\'utf-8\'><b style="font-weight:normal;" id="docs-internal-guid-1">'
      + '<h2 dir="ltr" style="line-height:1.38"><span style="font-weight:400">見出し</span></h2>'
      + '<p dir="ltr"><span style="font-weight:700">太字</span><span style="font-weight:400"> と '
      + '</span><a href="https://www.google.com/url?q=https%3A%2F%2Fexample.jp%2Fa&amp;sa=D">'
      + '<span style="text-decoration:underline">県の案内</span></a><span style="text-decoration:'
      + 'line-through">取消</span></p><ul><li dir="ltr" aria-level="1"><p role="presentation">'
      + '<span>一</span></p></li><ul><li aria-level="2"><p><span>二</span></p></li></ul></ul>'
      + '<br class="Apple-interchange-newline"></b>',
    text: '# 見出し\n\n**太字** と [県の案内](https://example.jp/a)~~取消~~\n\n- 一\n  - 二' },
  { name: 'LibreOffice: fonts go, a table with a head stays',
    html: '<html><body lang="ja-JP"><h1 class="western"><font face="Noto Sans">第１</font></h1>'
      + '<p style="margin-bottom: 0cm">本文<br/>\n次の行</p><table width="643"><col width="321"/>'
      + '<thead><tr><th><p align="left">項目</p></th><th><p>数</p></th></tr></thead><tbody><tr>'
      + '<td><p>会員<br/>（団体）</p></td><td sdval="12" sdnum="1041;"><p align="right">12</p></td>'
      + '</tr></tbody></table></body></html>',
    text: '# 第１\n\n本文\n次の行\n\n| 項目 | 数 |\n|---|---|\n| 会員 （団体） | 12 |' },
  { name: 'a page of the web: boxes go, what runs goes',
    html: '<div onclick="alert(1)"><div>一段落め<script>alert(1)</script></div>裸の文<p>二段落め'
      + '<a href="javascript:alert(1)">危ないリンク</a></p><form><input name=a></form>'
      + '<iframe src="//evil.example"></iframe><style>*{display:none}</style></div>'
      + '<dl><dt>日時</dt><dd>11月8日</dd></dl>',
    text: '一段落め\n\n裸の文\n\n二段落め危ないリンク\n\n**日時**\n\n11月8日' },
  { name: 'signs in the words stay words',
    html: '<p># 見出しではない</p><p>*星* と a_b と &lt;b&gt;</p><p>1. 一</p>',
    text: '\\# 見出しではない\n\n\\*星\\* と a_b と \\<b>\n\n1\\. 一' },
  { name: 'headings in a list or a cell are words; a box of one cell goes',
    html: '<ul><li><h3>項目</h3></li></ul><table><tr><td><h2>囲みの見出し</h2><p>中</p></td></tr>'
      + '</table><table><tr><td><h1>列</h1></td><td>値</td></tr></table>',
    text: '- 項目\n\n# 囲みの見出し\n\n中\n\n| 列 | 値 |\n|---|---|' },
];
