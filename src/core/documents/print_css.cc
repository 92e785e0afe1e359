// print_css.cc - how an official document looks on A4. BIZ UDPGothic is embedded by the browser
// from the system (fonts-morisawa-bizud-gothic). No colour carries a meaning; no italics.
#include "core/documents/inside.h"

namespace musubi::documents {

std::string_view print_css() {
  return R"css(
*{box-sizing:border-box}
html{font-family:"BIZ UDPGothic","Noto Sans CJK JP",sans-serif;font-size:10.5pt;line-height:1.75;
color:#1a1a1a;-webkit-print-color-adjust:exact;print-color-adjust:exact}
body{margin:0;line-break:strict;overflow-wrap:anywhere}
h1,h2,h3,h4,h5{line-height:1.45;font-weight:700;break-after:avoid;break-inside:avoid;
word-break:auto-phrase;text-wrap:balance}
h1{font-size:22pt;margin:0}
h2{font-size:16pt;margin:0 0 7mm;padding-bottom:2mm;border-bottom:.6mm solid #00118f}
h3{font-size:12.5pt;margin:8mm 0 2.5mm}
h4{font-size:11pt;margin:6mm 0 2mm}
h5{font-size:10.5pt;margin:5mm 0 1.5mm}
p{margin:0 0 3mm;orphans:2;widows:2}
ul{margin:0 0 3mm;padding-left:6mm}
li{margin:0 0 1mm}
.draft-mark{position:fixed;inset:0;display:flex;align-items:center;justify-content:center;
font-size:150mm;font-weight:700;line-height:1;color:rgba(0,17,143,.07)}
.chapter{margin-top:10mm}
.new-page{margin-top:0}
.page-break{break-after:page}
.cover{page:cover;break-after:page;height:258mm;display:flex;flex-direction:column}
.cover .middle{margin:auto 0;padding:10mm 0;border-top:.6mm solid #00118f;
border-bottom:.6mm solid #00118f;text-align:center}
.numbered{text-align:right}
.numbered p,.to,.from{margin:0 0 1mm}
.to{margin-top:8mm;font-size:12pt}
.from{margin-top:8mm;text-align:right}
.subtitle{margin:4mm 0 0;font-size:13pt}
.letter{margin-bottom:8mm}
.letter h1{font-size:15pt;text-align:center;margin:10mm 0 6mm}
.mark{text-align:center;margin:6mm 0}
.mark.end{text-align:right;margin:4mm 0 0}
.facts{margin-top:8mm}
.contents{page:contents;break-after:page}
.contents ol{list-style:none;margin:0;padding:0}
.contents a{display:flex;align-items:baseline;color:inherit;text-decoration:none;
font-variant-numeric:tabular-nums}
.contents .leader{flex:1;margin:0 2mm;border-bottom:.3mm dotted #767676}
.contents .level-1{font-weight:700;margin-top:3mm}
.contents .level-2{padding-left:6mm}
table{width:99.8%;border-collapse:collapse;margin:0 0 5mm;font-size:9.5pt;line-height:1.5}
caption{text-align:left;font-weight:700;padding:0 0 1.5mm;break-after:avoid}
thead{display:table-header-group}
tr{break-inside:avoid}
th,td{border:.25mm solid #949494;padding:1.2mm 2mm;text-align:left;vertical-align:top}
thead th{background:#eef0f6;font-weight:700;vertical-align:bottom}
tbody th{font-weight:400}
.facts th{width:32mm;background:#eef0f6;font-weight:700}
.number{text-align:right!important;font-variant-numeric:tabular-nums;white-space:nowrap}
.wide{table-layout:fixed;font-size:8pt}
.wide th,.wide td{padding:1mm}
.wide th:first-child{width:20%}
.wide thead .number{white-space:normal}
.long{font-size:8.5pt;line-height:1.4}
.long th,.long td{padding:.7mm 1.5mm}
.whole{break-inside:avoid}
.total{break-before:avoid}
.total th,.total td{font-weight:700;border-top:.6mm solid #1a1a1a}
.note{font-size:8.5pt;color:#444;margin:-3mm 0 5mm}
.figure{break-inside:avoid;margin:4mm 0 5mm}
.figure .note{margin:1mm 0 0;text-align:right}
.figure-title{font-weight:700;margin:0 0 1mm;break-after:avoid}
.finding{margin:0 0 2mm}
.mu-chart{display:block;width:100%;height:auto;font-family:inherit;
font-variant-numeric:tabular-nums}
)css";
}

}  // namespace musubi::documents
