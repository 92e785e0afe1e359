// app_test.cc - the gate and the error boundary, without a socket.
// Real database, no network; what a browser would see is read from the Response.
#include "web/app.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <tuple>
#include <vector>

#include "base/json.h"
#include "support/temp_db.h"
#include "web/gate.h"
#include "web/rate_limits.h"

namespace musubi::web {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr Permission kManagers{"test.manage", "試す", Permission::Level::some_roles,
                               roles::managers};

class Handle : public testing::Test {
 protected:
  Handle() : app(database.db()) {
    app.router.get("/hello", may::anyone, [](Request& request) {
      return html(Html("こんにちは " + request.query.get("name")));
    });
    app.router.get("/form", may::anyone,
                   [](Request& request) { return html(Html(request.csrf_token)); });
    app.router.get("/kept", may::anyone, [](Request& request) {
      std::string text = request.query.has("form") ? request.csrf_token : "ページ";
      return html(Html(text)).cached_for_anyone({"home"});
    });
    app.router.post("/note", may::anyone, [](Request& request) {
      ++notes;
      return html(Html(request.form.get("note")));
    });
    app.router.get("/office", kManagers, [](Request&) { return html(Html("office")); });
    app.router.post("/office", kManagers, [](Request&) { return html(Html("office")); });
    app.router.get("/broken", may::anyone, [](Request&) -> Response {
      CHECK(1 == 2);
      return {};
    });
    app.router.get("/no-database", may::anyone,
                   [](Request&) -> Response { throw db::Unavailable("disk full"); });
    app.router.post("/broken", may::anyone, [](Request&) -> Response {
      CHECK(1 == 2);
      return {};
    });
    app.router.post("/no-database", may::anyone,
                    [](Request&) -> Response { throw db::Unavailable("disk full"); });
    app.router.post("/full", may::anyone, [](Request& request) {
      return problem(request, {Fault::unavailable, "混み合っています。あとでお試しください", {}, {}});
    });
    app.router.post("/changed", may::anyone, [](Request& request) {
      return problem(request, {Fault::conflict, "ほかの人が先に変更しました", {}, {}});
    });
    app.router.post("/unready", may::anyone, [](Request& request) {
      return problem(request, fail_unready("設定がまだありません", "担当者に頼んでください").error);
    });
    app.router.post("/untitled", may::anyone, [](Request& request) {
      return problem(request, {Fault::unready, "先に番号を入力してください", {}, {}});
    });
    app.router.post("/damaged", may::anyone, [](Request& request) {
      return problem(request, {Fault::damaged, "担当者に知らせてください", {}, {}});
    });
    app.router.get("/fault", may::anyone, [](Request& request) {
      return problem(request, {Fault::invalid, "直してください", {{"name", "名前を入力してください"}}});
    });
    notes = 0;
  }

  Request make(std::string method, std::string target) {
    Request request;
    request.method = std::move(method);
    request.target = std::move(target);
    request.address = "192.0.2.1";
    request.headers["host"] = "127.0.0.1:8080";
    request.headers["accept"] = "text/html";
    return request;
  }
  Response get(std::string target) {
    Request request = make("GET", std::move(target));
    return handle(app, request);
  }
  Response post_note(const std::function<void(Request&)>& change) {
    Request request = make("POST", "/note");
    request.headers["content-type"] = "application/x-www-form-urlencoded";
    request.headers["origin"] = app.public_origin;
    token = new_anonymous_csrf_token(app);
    request.headers["cookie"] = "csrf=" + token;
    request.form.add("note", "会議の<覚え>");
    request.form.add("password", "secret-words");
    change(request);
    return handle(app, request);
  }
  static std::string header(const Response& response, std::string_view name) {
    for (const auto& [key, value] : response.headers) {
      if (key == name) return value;
    }
    return {};
  }

  test::TempDb database;
  App app;
  std::string token;
  static inline int notes = 0;
};

TEST_F(Handle, EveryAnswerCarriesSecurityHeadersAndItsNumber) {
  for (const char* target : {"/hello", "/nowhere", "/broken", "/office", "/%FF"}) {
    Response response = get(target);
    EXPECT_THAT(header(response, "Content-Security-Policy"),
                HasSubstr("default-src 'self'; script-src 'self'")) << target;
    EXPECT_THAT(header(response, "Content-Security-Policy"), HasSubstr("frame-ancestors 'none'"));
    EXPECT_THAT(header(response, "Content-Security-Policy"), Not(HasSubstr("unsafe")));
    EXPECT_EQ(header(response, "X-Content-Type-Options"), "nosniff") << target;
    EXPECT_NE(header(response, "Referrer-Policy"), "");
    EXPECT_EQ(header(response, "X-Request-Id").size(), 14U) << target;
    EXPECT_EQ(header(response, "Strict-Transport-Security"), "");
  }
  Request secure = make("GET", "/hello");
  secure.secure = true;
  EXPECT_NE(header(handle(app, secure), "Strict-Transport-Security"), "");
}

TEST_F(Handle, DecodesQueryAndEscapes) {
  EXPECT_THAT(get("/hello?name=%E7%B5%90%3Cb%3E").body, HasSubstr("こんにちは 結&lt;b&gt;"));
  EXPECT_EQ(get("/hello?name=%FF").status, 400);
}

TEST_F(Handle, UnknownPathOtherMethodAndHead) {
  EXPECT_EQ(get("/nowhere").status, 404);
  Request request = make("DELETE", "/note");
  Response response = handle(app, request);
  EXPECT_EQ(response.status, 405);
  EXPECT_EQ(header(response, "Allow"), "POST");
  Request head = make("HEAD", "/hello");
  EXPECT_EQ(handle(app, head).status, 200);
}

TEST_F(Handle, ABrokenPromiseIsOneCourteousPageWithTheNumber) {
  Response response = get("/broken");
  EXPECT_EQ(response.status, 500);
  EXPECT_THAT(response.body, HasSubstr("申し訳ありません"));
  EXPECT_THAT(response.body, HasSubstr(header(response, "X-Request-Id")));
  EXPECT_THAT(response.body, Not(HasSubstr("1 == 2")));
  Response unavailable = get("/no-database");
  EXPECT_EQ(unavailable.status, 503);
  EXPECT_NE(header(unavailable, "Retry-After"), "");
  EXPECT_THAT(unavailable.body, Not(HasSubstr("disk full")));
}

TEST_F(Handle, AnErrorPageThatFailsFallsBackToThePlainOne) {
  app.error_page = [](const Request&, const ErrorNotice&) -> Html {
    throw std::runtime_error("kit");
  };
  Response response = get("/nowhere");
  EXPECT_EQ(response.status, 404);
  EXPECT_THAT(response.body, HasSubstr("ページが見つかりません"));
  app.error_page = [](const Request&, const ErrorNotice& notice) { return Html(notice.says); };
  EXPECT_THAT(get("/nowhere").body, Not(HasSubstr("<!DOCTYPE")));
}

TEST_F(Handle, MachineCallsGetProblemDetails) {
  Request request = make("GET", "/fault");
  request.headers["accept"] = "application/json";
  Response response = handle(app, request);
  EXPECT_EQ(response.status, 422);
  EXPECT_EQ(header(response, "Content-Type"), "application/problem+json; charset=utf-8");
  Json body = Json::parse(response.body);
  EXPECT_EQ(body["status"], 422);
  EXPECT_EQ(body["detail"], "直してください");
  EXPECT_EQ(body["errors"][0]["field"], "name");
  Request office = make("GET", "/office");
  office.headers["accept"] = "application/json";
  EXPECT_EQ(handle(app, office).status, 401);
}

TEST_F(Handle, WhoIsNotSignedInIsSentToSignInAndBack) {
  Response response = get("/office?tab=%E7%B5%90");
  EXPECT_EQ(response.status, 303);
  EXPECT_EQ(header(response, "Location"), "/sign-in?return_to=%2Foffice%3Ftab%3D%25E7%25B5%2590");
}

TEST_F(Handle, APostNeedsItsTokenAndItsCookie) {
  auto with = [&](std::string field) {
    return post_note([&](Request& request) {
      request.form.add("csrf_token", field == "right" ? token : field);
    });
  };
  EXPECT_EQ(with("right").status, 200);
  EXPECT_EQ(notes, 1);
  EXPECT_EQ(with("").status, 403);
  EXPECT_EQ(with(new_anonymous_csrf_token(app)).status, 403);
  // A cookie that another host planted is not signed by us.
  EXPECT_EQ(post_note([](Request& request) {
              request.headers["cookie"] = "csrf=a.b";
              request.form.add("csrf_token", "a.b");
            }).status, 403);
  EXPECT_EQ(post_note([&](Request& request) {
              request.headers.erase("cookie");
              request.form.add("csrf_token", token);
            }).status, 403);
  EXPECT_EQ(notes, 1);
}

TEST_F(Handle, ATokenIsMaskedAnewInEveryPage) {
  Request first = make("GET", "/form");
  std::string a = handle(app, first).body;
  Request second = make("GET", "/form");
  second.headers["cookie"] = "csrf=" + first.csrf_secret;
  std::string b = handle(app, second).body;
  EXPECT_NE(a, b);
  EXPECT_EQ(second.csrf_secret, first.csrf_secret);
  for (const std::string& masked : {a, b}) {
    EXPECT_TRUE(csrf_token_matches(masked, first.csrf_secret));
  }
  EXPECT_FALSE(csrf_token_matches(a, new_anonymous_csrf_token(app)));
}

TEST_F(Handle, ALateFormIsShownAgainToBeSentOnce) {
  Response response = post_note([](Request&) {});
  EXPECT_EQ(response.status, 403);
  EXPECT_THAT(response.body, HasSubstr("もう一度送る"));
  EXPECT_THAT(response.body, HasSubstr("name=\"note\" value=\"会議の&lt;覚え&gt;\""));
  EXPECT_THAT(response.body, Not(HasSubstr("secret-words")));
  EXPECT_THAT(header(response, "Cache-Control"), HasSubstr("no-store"));
}

TEST_F(Handle, AFormThatMeetsAFailureOfOursIsNotLost) {
  const auto sent = [&](const char* target, const char* accept = "text/html") {
    return post_note([&](Request& request) {
      request.target = target;
      request.headers["accept"] = accept;
      request.form.add("csrf_token", token);
    });
  };
  for (const auto& [target, status] :
       {std::pair{"/broken", 500}, {"/no-database", 503}, {"/full", 503}}) {
    Response response = sent(target);
    EXPECT_EQ(response.status, status) << target;
    EXPECT_THAT(response.body, HasSubstr("もう一度送る")) << target;
    EXPECT_THAT(response.body, HasSubstr("name=\"note\" value=\"会議の&lt;覚え&gt;\"")) << target;
    EXPECT_THAT(response.body, HasSubstr(std::string("action=\"") + target + "\"")) << target;
    EXPECT_THAT(response.body, Not(HasSubstr("secret-words"))) << target;
    EXPECT_THAT(sent(target, "application/json").body, Not(HasSubstr("もう一度送る"))) << target;
  }
  // The same again would only be refused again.
  EXPECT_THAT(sent("/changed").body, Not(HasSubstr("もう一度送る")));
  EXPECT_THAT(get("/broken").body, Not(HasSubstr("もう一度送る")));
}

// Nobody is told to wait for what no waiting mends.
TEST_F(Handle, WhatIsMissingIsSaidInTheTitleAndIsNoRushHour) {
  const auto sent = [&](const char* target, const char* accept = "text/html") {
    return post_note([&](Request& request) {
      request.target = target;
      request.headers["accept"] = accept;
      request.form.add("csrf_token", token);
    });
  };
  const std::vector<std::tuple<const char*, int, const char*, const char*>> all{
      {"/unready", 409, "設定がまだありません", "担当者に頼んでください"},
      {"/untitled", 409, "先に済ませておくことがあります", "先に番号を入力してください"},
      {"/damaged", 500, "申し訳ありません", "担当者に知らせてください"}};
  for (const auto& [target, status, title, says] : all) {
    Response response = sent(target);
    EXPECT_EQ(response.status, status) << target;
    EXPECT_EQ(header(response, "Retry-After"), "") << target;
    EXPECT_THAT(response.body, HasSubstr(std::string("<title>") + title)) << target;
    EXPECT_THAT(response.body, HasSubstr(says)) << target;
    EXPECT_THAT(response.body, Not(HasSubstr("混み合"))) << target;
    EXPECT_THAT(response.body, Not(HasSubstr("ほかの人が先に"))) << target;
    EXPECT_THAT(response.body, Not(HasSubstr("もう一度送る"))) << target;
    EXPECT_THAT(sent(target, "application/json").body, HasSubstr(title)) << target;
  }
}

TEST_F(Handle, AFormThatCameTooOftenIsNotLost) {
  for (const char* rule : {"address", "write"}) {
    app.limits->set_rules({{rule, {1, 1}}});
    const auto sent = [&](const std::string& origin) {
      return post_note([&](Request& request) {
        request.headers["origin"] = origin;
        request.form.add("csrf_token", token);
      });
    };
    EXPECT_EQ(sent(app.public_origin).status, 200) << rule;
    Response response = sent(app.public_origin);
    EXPECT_EQ(response.status, 429) << rule;
    EXPECT_THAT(response.body, HasSubstr("もう一度送る")) << rule;
    EXPECT_THAT(response.body, HasSubstr("name=\"note\" value=\"会議の&lt;覚え&gt;\"")) << rule;
    EXPECT_THAT(response.body, Not(HasSubstr("name=\"csrf_token\" value=\"\""))) << rule;
    Response foreign = sent("https://evil.example");
    EXPECT_EQ(foreign.status, 429) << rule;
    EXPECT_THAT(foreign.body, Not(HasSubstr("もう一度送る"))) << rule;
  }
}

TEST_F(Handle, AnotherSiteGetsNoButton) {
  for (auto [name, value] : {std::pair{"origin", "https://evil.example"},
                             {"origin", "null"},
                             {"sec-fetch-site", "cross-site"},
                             {"sec-fetch-site", "same-site"}}) {
    Response response = post_note([&, n = name, v = value](Request& request) {
      request.headers[n] = v;
      request.form.add("csrf_token", token);
    });
    EXPECT_EQ(response.status, 403) << value;
    EXPECT_THAT(response.body, Not(HasSubstr("もう一度送る"))) << value;
  }
  EXPECT_EQ(notes, 0);
}

TEST_F(Handle, OnlyPagesWithoutATokenAreKept) {
  EXPECT_EQ(get("/kept").cache_tags.size(), 1U);
  EXPECT_EQ(header(get("/kept"), "Cache-Control"), "no-cache");
  Response with_token = get("/kept?form");
  EXPECT_TRUE(with_token.cache_tags.empty());
  EXPECT_EQ(header(with_token, "Cache-Control"), "no-store");
  EXPECT_THAT(header(with_token, "Set-Cookie"), HasSubstr("csrf="));
  EXPECT_THAT(header(with_token, "Set-Cookie"), HasSubstr("HttpOnly; SameSite=Lax"));
}

TEST_F(Handle, AnAddressThatKnocksTooOftenIsAskedToWait) {
  app.limits->set_rules({{"address", {60, 2}}});
  EXPECT_EQ(get("/hello").status, 200);
  EXPECT_EQ(get("/hello").status, 200);
  Response response = get("/hello");
  EXPECT_EQ(response.status, 429);
  EXPECT_EQ(header(response, "Retry-After"), "1");
}

TEST_F(Handle, BodiesAreReadStrictly) {
  Request request = make("POST", "/note");
  request.headers["content-type"] = "application/x-www-form-urlencoded";
  request.body = "note=%FF";
  EXPECT_EQ(handle(app, request).status, 400);
}

}  // namespace
}  // namespace musubi::web
