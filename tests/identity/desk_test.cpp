// What belongs to people rather than to registers: comments, saved filters, kept answers, frozen boards.
#include <gmock/gmock.h>

#include <array>

#include "identity/comments.hpp"
#include "identity/frozen.hpp"
#include "identity/idempotency.hpp"
#include "identity/saved_filters.hpp"
#include "identity/sessions.hpp"
#include "identity/tables.hpp"
#include "store/migration.hpp"
#include "support/fresh_store.hpp"

namespace shian::identity {
namespace {

class Desk : public test::OnBothStores {
 protected:
  void SetUp() override {
    OnBothStores::SetUp();
    if (IsSkipped()) return;
    session = open();
    prepare_tables(*session);
  }
  template <class Work>
  auto inside(Work const& work) {
    store::Transaction transaction(*session, store::Access::write);
    auto made = work();
    transaction.commit();
    return made;
  }
  void run(std::string const& sql) {
    inside([&] {
      session->execute(sql);
      return 0;
    });
  }

  std::unique_ptr<store::Session> session;
  Timestamp const now = *Timestamp::parse("2022-09-30T08:00:00Z", 0);
};
INSTANTIATE_TEST_SUITE_P(Stores, Desk, test::kBothStores, test::store_name);

TEST_P(Desk, TablesCanBePreparedAgain) { prepare_tables(*session); }

// The tables as the first version made them, with an account, a session and a token in them.
class Upgrade : public test::OnBothStores {
 protected:
  static void create_first(store::Session& session) {
    auto const time = std::string(store::sql_type(session.dialect(), store::ColumnType::timestamp));
    auto const number = std::string(store::sql_type(session.dialect(), store::ColumnType::integer));
    session.execute(
        "CREATE TABLE shian_account (id text PRIMARY KEY, name text NOT NULL, role text NOT NULL, unit text "
        "NOT "
        "NULL, area text NOT NULL, password_hash text NOT NULL, must_change " +
        number + " NOT NULL, totp_secret text NOT NULL, totp_step " + number + " NOT NULL, disabled " +
        number + " NOT NULL, created_at " + time + " NOT NULL, changed_at " + time +
        " NOT NULL); CREATE TABLE shian_session (token_hash text PRIMARY KEY, account text NOT NULL, csrf "
        "text "
        "NOT NULL, created_at " +
        time + " NOT NULL, seen_at " + time + " NOT NULL, expires_at " + time +
        " NOT NULL, peer text NOT NULL); CREATE TABLE shian_token (id text PRIMARY KEY, account text NOT "
        "NULL, "
        "name text NOT NULL, token_hash text NOT NULL, may_write " +
        number + " NOT NULL, created_at " + time + " NOT NULL, expires_at " + time + " NOT NULL)");
    auto const at = "'2022-09-30T08:00:00.000Z', ";
    auto const later = "'2022-10-01T08:00:00.000Z'";
    session.execute(
        std::string("INSERT INTO shian_account VALUES ('a', 'A', 'office', '', '', 'h', 0, '', 0, 0, ") + at +
        later + "); INSERT INTO shian_session VALUES ('" + token_hash("secret") + "', 'a', 'c', " + at + at +
        later + ", ''); INSERT INTO shian_token VALUES ('t', 'a', 'n', 'h', 1, " + at + later + ")");
  }
};
INSTANTIATE_TEST_SUITE_P(Stores, Upgrade, test::kBothStores, test::store_name);

TEST_P(Upgrade, KeepsWhoIsThereAndSignedIn) {
  auto const session = open();
  std::array<store::Migration, 1> const first = {
      {{1, "accounts, sessions, tokens, the security journal", create_first}}};
  store::migrate(*session, first, "identity");
  prepare_tables(*session);
  auto const account = Accounts(*session).find("a");
  ASSERT_TRUE(account);
  EXPECT_EQ(account->oidc_subject, "");
  auto const visitor = Sessions(*session).find("secret", *Timestamp::parse("2022-09-30T09:00:00Z", 0));
  ASSERT_TRUE(visitor);
  EXPECT_FALSE(visitor->second_factor);
  ASSERT_EQ(Sessions(*session).tokens("a").size(), 1U);
  EXPECT_EQ(Sessions(*session).tokens("a")[0].last_used_at, std::nullopt);
}

TEST_P(Desk, CommentsStandInOrderAtTheirTask) {
  auto const say = [&](std::string task, std::string text) {
    return inside([&] {
      return add_comment(*session, {0, std::move(task), now, "u20.officer", "U20", std::move(text)});
    });
  };
  EXPECT_EQ(say("R01", "材料已报送 'quoted'")->id, 1);
  EXPECT_EQ(say("R02", "别的")->id, 2);
  EXPECT_EQ(say("R01", "收到")->id, 3);
  auto const said = comments_on(*session, "R01");
  ASSERT_EQ(said.size(), 2U);
  EXPECT_EQ(said[0].text, "材料已报送 'quoted'");
  EXPECT_EQ(said[0].at, now);
  EXPECT_EQ(said[0].unit, "U20");
  EXPECT_EQ(said[1].id, 3);
  EXPECT_EQ(comment_counts(*session), (std::map<std::string, std::int64_t>{{"R01", 2}, {"R02", 1}}));
  std::string longest;
  for (int i = 0; i < 2000; ++i) longest += "食";
  EXPECT_TRUE(say("R03", longest));
  for (auto const& text :
       {std::string(), std::string("  \n"), longest + "食", std::string("a\0b", 3), std::string("\xff")}) {
    auto const refused = say("R01", text);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "identity.comment.text");
  }
}

TEST_P(Desk, AFilterIsItsOwnersAndOneOfANameIsReplaced) {
  auto const save = [&](std::string account, std::string name, std::string query) {
    return inside([&] {
      return save_filter(*session, {"", std::move(account), "sample", std::move(name), std::move(query)});
    });
  };
  auto const first = save("a", "柳市不合格", "f.area=T16");
  ASSERT_TRUE(first);
  EXPECT_EQ(save("a", "柳市不合格", "f.area=T16&f.result=不合格")->id, first->id);
  EXPECT_TRUE(save("b", "柳市不合格", "f.area=T17"));
  auto const own = saved_filters(*session, "a", "sample");
  ASSERT_EQ(own.size(), 1U);
  EXPECT_EQ(own[0].query, "f.area=T16&f.result=不合格");
  EXPECT_TRUE(saved_filters(*session, "a", "complaint").empty());
  EXPECT_FALSE(inside([&] { return remove_filter(*session, "b", first->id); })) << "not his";
  EXPECT_TRUE(inside([&] { return remove_filter(*session, "a", first->id); }));
  EXPECT_EQ(save("a", " ", "x").error().code, "identity.filter.name");
  EXPECT_EQ(save("a", "n", std::string(4001, 'x')).error().code, "identity.filter.query");
  for (int i = 0; i < 50; ++i) EXPECT_TRUE(save("a", std::to_string(i), "x"));
  EXPECT_EQ(save("a", "one more", "x").error().code, "identity.filter.many");
  EXPECT_TRUE(save("a", "7", "y")) << "replacing is none more";
}

TEST_P(Desk, AnAnswerIsKeptForADay) {
  EXPECT_FALSE(kept_answer(*session, "a", "key", now));
  auto const keep = [&](KeptAnswer const& answer) {
    inside([&] {
      keep_answer(*session, "a", "key", answer);
      return 0;
    });
  };
  keep({"hash", 201, "{\"id\":7}", now});
  auto const kept = kept_answer(*session, "a", "key", now);
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept->content_hash, "hash");
  EXPECT_EQ(kept->status, 201);
  EXPECT_EQ(kept->answer, "{\"id\":7}");
  EXPECT_FALSE(kept_answer(*session, "b", "key", now)) << "another's key is another";
  Timestamp const later{now.ms + kKeptMs};
  EXPECT_FALSE(kept_answer(*session, "a", "key", later));
  keep({"other", 204, "", later});
  EXPECT_EQ(kept_answer(*session, "a", "key", later)->content_hash, "other");
  inside([&] {
    forget_kept_answers(*session, {later.ms + kKeptMs});
    return 0;
  });
  EXPECT_FALSE(kept_answer(*session, "a", "key", later));
}

TEST_P(Desk, WhatIsFrozenStaysAndShowsWhenItWasAltered) {
  auto const freeze_it = [&](std::string name, std::vector<FrozenTarget> targets) {
    return inside([&] {
      return freeze(*session,
                    {"", std::move(name), *Day::parse("2022-09-30"), now, "office", "", "{\"b\":1}"},
                    std::move(targets));
    });
  };
  auto const made = freeze_it("省级验收", {{"K39", "{\"t\":39}"}, {"K01", "{\"t\":1}"}});
  ASSERT_TRUE(made);
  EXPECT_EQ(made->hash.size(), 64U);
  auto const found = find_frozen(*session, made->id);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->name, "省级验收");
  EXPECT_EQ(found->as_of, *Day::parse("2022-09-30"));
  EXPECT_EQ(found->hash, made->hash);
  EXPECT_EQ(found->content, "{\"b\":1}");
  EXPECT_EQ(frozen_target(*session, made->id, "K39"), "{\"t\":39}");
  EXPECT_EQ(frozen_target(*session, made->id, "K99"), std::nullopt);
  EXPECT_EQ(frozen_boards(*session).size(), 1U);
  EXPECT_TRUE(is_as_frozen(*session, made->id));
  EXPECT_FALSE(is_as_frozen(*session, "none"));
  EXPECT_EQ(freeze_it("", {}).error().code, "identity.frozen.name");
  EXPECT_EQ(freeze_it("twice", {{"K01", "a"}, {"K01", "b"}}).error().code, "identity.frozen.target");

  for (auto const* alteration :
       {"UPDATE shian_frozen SET content = '{}'", "UPDATE shian_frozen SET as_of = '2022-10-01'",
        "UPDATE shian_frozen_target SET content = '{\"t\":2}' WHERE target = 'K01'",
        "DELETE FROM shian_frozen_target WHERE target = 'K39'"}) {
    auto const another = freeze_it("another", {{"K01", "{\"t\":1}"}, {"K39", "{\"t\":39}"}});
    EXPECT_TRUE(is_as_frozen(*session, another->id));
    run(alteration);
    EXPECT_FALSE(is_as_frozen(*session, another->id)) << alteration;
  }
}

}  // namespace
}  // namespace shian::identity
