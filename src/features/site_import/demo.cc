// demo.cc - the demo's site that moves in: an export file of an invented older site, read and
// waiting for the office to look and decide. Called by the command demo, after its articles.
// Must never name a real site, company or person.
#include "core/files/parcel.h"
#include "features/site_import/service.h"
#include "features/site_import/site_import.h"

namespace musubi::site_import {
namespace {

constexpr std::string_view kOldSite = R"(<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:excerpt="e" xmlns:content="c" xmlns:dc="d" xmlns:wp="w">
<channel><title>ＤＸ推進コンソーシアム準備室（旧サイト）</title><link>https://old.example.jp</link>
<wp:wxr_version>1.2</wp:wxr_version><wp:base_blog_url>https://old.example.jp</wp:base_blog_url>
<wp:author><wp:author_login>junbi</wp:author_login>
<wp:author_display_name>準備室</wp:author_display_name></wp:author>
<item><title>準備室のしごと</title><link>https://old.example.jp/work/</link>
<dc:creator>junbi</dc:creator><content:encoded><![CDATA[<h3>相談を受けます</h3>
<p>困りごとを伺い、近い課題の企業や支援機関をご紹介します。</p>
<table><tr><td>月曜日</td><td>電話</td></tr><tr><td>木曜日</td><td>来所</td></tr></table>
[contact-form-7 id="31" title="相談の申込み"]]]></content:encoded>
<excerpt:encoded></excerpt:encoded><wp:post_id>11</wp:post_id>
<wp:post_date_gmt>2023-11-06 01:00:00</wp:post_date_gmt><wp:post_name>work</wp:post_name>
<wp:status>publish</wp:status><wp:post_type>page</wp:post_type></item>
<item><title>データ活用の勉強会を開きました</title>
<link>https://old.example.jp/2024/01/study/</link><dc:creator>junbi</dc:creator>
<content:encoded><![CDATA[<!-- wp:paragraph --><p>12社から18人が参加し、日報の集計を試しました。
資料は<a href="https://old.example.jp/wp-content/uploads/2024/01/study.pdf">こちら</a>です。</p>
<!-- /wp:paragraph --><!-- wp:image --><figure class="wp-block-image">
<img src="https://old.example.jp/wp-content/uploads/2024/01/study-300x200.jpg" alt=""/>
<figcaption>会場のようす</figcaption></figure><!-- /wp:image -->
<!-- wp:latest-posts /--><p style="color:red">次回は3月です。</p>]]></content:encoded>
<excerpt:encoded><![CDATA[12社18人が、日報の集計を試しました。]]></excerpt:encoded>
<wp:post_id>24</wp:post_id><wp:post_date_gmt>2024-01-22 06:00:00</wp:post_date_gmt>
<wp:post_name>study</wp:post_name><wp:status>publish</wp:status>
<wp:post_type>post</wp:post_type>
<category domain="category" nicename="report"><![CDATA[活動報告]]></category>
<category domain="post_tag" nicename="nippo"><![CDATA[日報]]></category></item>
<item><title>勉強会の会場</title><link>https://old.example.jp/study-photo/</link>
<dc:creator>junbi</dc:creator><content:encoded></content:encoded>
<wp:post_id>25</wp:post_id><wp:status>inherit</wp:status>
<wp:post_type>attachment</wp:post_type>
<wp:attachment_url>https://old.example.jp/wp-content/uploads/2024/01/study.jpg</wp:attachment_url>
</item></channel></rss>
)";

constexpr std::int64_t kDemoSlice = 60'000;

}  // namespace

Result<void> load_demo(const Context& ctx) {
  const auto parcel = TRY(files::Parcel::make());
  parcel->write(kOldSite);
  TRY(parcel->seal());
  NewImport input;
  input.path = parcel->path();
  input.filename = "old-site.2024-03-31.xml";
  const SiteImportId id = TRY(begin_import(ctx, input));
  TRY(work_on(ctx, id, {}, kDemoSlice));
  return {};
}

}  // namespace musubi::site_import
