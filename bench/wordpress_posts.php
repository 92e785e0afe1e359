<?php
// wordpress_posts.php - makes the WordPress of the benchmark: php wordpress_posts.php FOLDER install
// 0, as its own form would, with its default theme; then FOLDER fill N writes N posts with the words
// of bench/seed_content.cc, each in one of eleven categories, and prints the address of the last.
// Never part of the product.
[, $folder, $what, $count] = $argv;
$_SERVER['HTTP_HOST'] = getenv('WORDPRESS_HOST');
$_SERVER['SERVER_PROTOCOL'] = 'HTTP/1.1';
if ($what === 'install') {
    define('WP_INSTALLING', true);
}
require $folder . '/wp-load.php';
add_filter('pre_wp_mail', '__return_true');
if ($what === 'install') {
    require ABSPATH . 'wp-admin/includes/upgrade.php';
    wp_install('測定', 'bench', 'bench@example.jp', true, '', bin2hex(random_bytes(12)));
    update_option('timezone_string', 'Asia/Tokyo');
    exit(0);
}
require ABSPATH . 'wp-admin/includes/taxonomy.php';
$body = "<!-- wp:heading --><h2>きっかけ</h2><!-- /wp:heading -->\n";
for ($i = 0; $i < 6; $i++) {
    $body .= '<!-- wp:paragraph --><p>紙の図面に番号を付け、写真を撮って一覧にしました。見つけるまでの時間が'
        . '短くなり、空いた時間で見積りの返事を早くしました。いまは、三人で交代しながら一覧を直しています。'
        . "</p><!-- /wp:paragraph -->\n";
}
$categories = [];
for ($i = 0; $i < 11; $i++) {
    $categories[] = wp_create_category('業種' . $i);
}
wp_defer_term_counting(true);
$last = 0;
for ($i = 1; $i <= (int)$count; $i++) {
    $last = wp_insert_post([
        'post_title' => '図面を探す時間を測ることから始めた町工場　' . sprintf('%07d', $i),
        'post_name' => 'bench-' . sprintf('%07d', $i),
        'post_content' => $body, 'post_status' => 'publish', 'post_author' => 1,
        'post_excerpt' => '図面に番号を付け、探す時間を八分の一にした町工場の記録です。',
        'post_date' => date('Y-m-d H:i:s', strtotime('2023-04-01') + $i * 60),
        'post_category' => [$categories[$i % 11]],
    ]);
    if (!$last) {
        exit(1);
    }
}
wp_defer_term_counting(false);
global $wp_rewrite;
$wp_rewrite->set_permalink_structure('/%postname%/');
flush_rewrite_rules(false);
echo parse_url(get_permalink($last), PHP_URL_PATH), ' ', wp_get_theme()->get_stylesheet(), ' ',
    $GLOBALS['wp_version'], "\n";
