#include "identity/accounts.hpp"

#include "identity/digests_sent.hpp"
#include "identity/password.hpp"
#include "identity/pending_factors.hpp"
#include "identity/security_journal.hpp"
#include "identity/sessions.hpp"
#include "identity/tables.hpp"
#include "support/fresh_store.hpp"

namespace shian::identity {
namespace {

class Identity : public test::OnBothStores {
 protected:
  void SetUp() override {
    OnBothStores::SetUp();
    if (IsSkipped()) return;
    session = open();
    prepare_tables(*session);
    pack::Unit unit;
    unit.id = "U23";
    pack.units.push_back(unit);
    pack::Area area;
    area.id = "T16";
    pack.areas.push_back(area);
  }
  template <class Work>
  auto inside(Work const& work) {
    store::Transaction transaction(*session, store::Access::write);
    auto made = work();
    transaction.commit();
    return made;
  }
  std::string make(std::string id, Role role = Role::unit_officer) {
    return *inside([&] {
      return Accounts(*session).create({std::move(id), "市场监管局经办", role, "U23", "T16"}, pack, now);
    });
  }

  std::unique_ptr<store::Session> session;
  pack::Pack pack;
  Timestamp const now = *Timestamp::parse("2022-09-30T08:00:00Z", 0);
};
INSTANTIATE_TEST_SUITE_P(Stores, Identity, test::kBothStores, test::store_name);

TEST_P(Identity, AnAccountIsMadeWithAPasswordForOnce) {
  auto const password = make("u23.officer");
  auto const account = Accounts(*session).find("u23.officer");
  ASSERT_TRUE(account);
  EXPECT_TRUE(is_password(password, account->password_hash));
  EXPECT_TRUE(account->must_change_password);
  EXPECT_EQ(account->role, Role::unit_officer);
  EXPECT_EQ(account->unit, "U23");
  EXPECT_EQ(account->created_at, now);
  EXPECT_TRUE(
      inside([&] { return Accounts(*session).set_password("u23.officer", "a better password", now); }));
  EXPECT_FALSE(Accounts(*session).find("u23.officer")->must_change_password);
  EXPECT_TRUE(is_password("a better password", Accounts(*session).find("u23.officer")->password_hash));
  EXPECT_EQ(Accounts(*session).list().size(), 1U);
}

TEST_P(Identity, AnAccountThatCannotBeIsRefused) {
  make("u23.officer");
  auto const code = [&](NewAccount const& account) {
    return inside([&] { return Accounts(*session).create(account, pack, now); }).error().code;
  };
  EXPECT_EQ(code({"u23.officer", "", Role::office, "", ""}), "identity.account.taken");
  EXPECT_EQ(code({"With Blank", "", Role::office, "", ""}), "identity.account.id");
  EXPECT_EQ(code({"'; drop table", "", Role::office, "", ""}), "identity.account.id");
  EXPECT_EQ(code({"new", "", Role::unit_officer, "", ""}), "identity.account.unit_missing");
  EXPECT_EQ(code({"new", "", Role::unit_officer, "U99", ""}), "identity.account.unit");
  EXPECT_EQ(code({"new", "", Role::town_officer, "", ""}), "identity.account.area_missing");
  EXPECT_EQ(code({"new", "", Role::town_officer, "", "T99"}), "identity.account.area");
  EXPECT_EQ(code({"new", "", Role::laboratory, "", ""}), "identity.account.unit_missing");
  EXPECT_EQ(code({"new", "", Role::business, "U23", ""}), "identity.account.unit_of_plan");
  EXPECT_EQ(code({"new", "", Role::business, "T16", ""}), "identity.account.unit_of_plan");
  EXPECT_EQ(inside([&] { return Accounts(*session).set_password("u23.officer", "short", now); }).error().code,
            "identity.password.length");
  EXPECT_EQ(inside([&] { return Accounts(*session).set_password("nobody", "a better password", now); })
                .error()
                .code,
            "identity.account.missing");
}

TEST_P(Identity, ASessionIsFoundByItsTokenUntilItIsOver) {
  make("u23.officer");
  auto const account = *Accounts(*session).find("u23.officer");
  auto const signed_in = inside([&] {
    return Sessions(*session).begin(account, {"10.0.0.1", "", false}, now);
  });
  Sessions sessions(*session);
  auto const found = sessions.find(signed_in.token, now);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->account.id, "u23.officer");
  EXPECT_EQ(found->csrf, signed_in.visitor.csrf);
  EXPECT_EQ(signed_in.token.size(), 64U) << "256 bits of chance";
  EXPECT_NE(found->session, signed_in.token) << "only the hash is kept";
  auto const again = inside([&] { return sessions.begin(account, {}, now); });
  EXPECT_NE(again.token, signed_in.token) << "each signing in has a token of its own";
  EXPECT_NE(again.visitor.csrf, signed_in.visitor.csrf);
  EXPECT_FALSE(sessions.find(std::string(64, '0'), now));
  EXPECT_FALSE(sessions.find(signed_in.visitor.session, now)) << "the hash opens nothing";
  EXPECT_FALSE(sessions.find(signed_in.token, {now.ms + kIdleMs})) << "unused for too long";
  inside([&] {
    sessions.touch(signed_in.visitor.session, {now.ms + kIdleMs - 1});
    return 0;
  });
  EXPECT_TRUE(sessions.find(signed_in.token, {now.ms + kIdleMs}));
  EXPECT_FALSE(sessions.find(signed_in.token, {now.ms + kLifeMs})) << "used all day and still over";
  inside([&] {
    sessions.end(signed_in.visitor.session);
    return 0;
  });
  EXPECT_FALSE(sessions.find(signed_in.token, now));
}

TEST_P(Identity, ADisabledAccountIsOutAtOnce) {
  make("u23.officer");
  auto account = *Accounts(*session).find("u23.officer");
  auto const signed_in = inside([&] { return Sessions(*session).begin(account, {}, now); });
  account.disabled = true;
  EXPECT_TRUE(inside([&] { return Accounts(*session).change(account, pack, now); }));
  EXPECT_FALSE(Sessions(*session).find(signed_in.token, now));
}

TEST_P(Identity, ChangingAPasswordEndsTheOtherSessions) {
  make("u23.officer");
  auto const account = *Accounts(*session).find("u23.officer");
  auto const here = inside([&] { return Sessions(*session).begin(account, {}, now); });
  auto const elsewhere = inside([&] { return Sessions(*session).begin(account, {}, now); });
  auto const token = inside([&] {
    return Sessions(*session)
        .issue_token({"", "nightly", true, now, {now.ms + kLifeMs}}, "u23.officer")
        ->secret;
  });
  inside([&] {
    Sessions(*session).end_all("u23.officer", here.visitor.session, Sessions::Tokens::revoke);
    return 0;
  });
  EXPECT_TRUE(Sessions(*session).find(here.token, now));
  EXPECT_FALSE(Sessions(*session).find(elsewhere.token, now));
  EXPECT_FALSE(Sessions(*session).find(token, now));
}

TEST_P(Identity, AnApiTokenHasItsScopeAndItsEnd) {
  make("u23.officer");
  Sessions sessions(*session);
  auto const reading = inside([&] {
    return sessions.issue_token({"", "read", false, now, {now.ms + 1000}}, "u23.officer")->secret;
  });
  auto const writing = inside([&] {
    return sessions.issue_token({"", "write", true, now, {now.ms + 1000}}, "u23.officer")->secret;
  });
  EXPECT_TRUE(reading.starts_with("shian_"));
  EXPECT_FALSE(sessions.find(reading, now)->may_write);
  EXPECT_TRUE(sessions.find(writing, now)->may_write);
  EXPECT_TRUE(sessions.find(writing, now)->session.empty());
  EXPECT_FALSE(sessions.find(writing, {now.ms + 1000}));
  auto const listed = sessions.tokens("u23.officer");
  ASSERT_EQ(listed.size(), 2U);
  EXPECT_FALSE(inside([&] { return sessions.revoke_token("somebody.else", listed[0].id); }));
  EXPECT_TRUE(inside([&] { return sessions.revoke_token("u23.officer", listed[0].id); }));
  EXPECT_EQ(sessions.tokens("u23.officer").size(), 1U);
}

TEST_P(Identity, AnApiTokenIsKnownByItsIdAndSaysWhenItWasUsed) {
  make("u23.officer");
  Sessions sessions(*session);
  auto const issue = [&](std::string name, std::int64_t life_ms) {
    return inside([&] {
      return sessions.issue_token({"", std::move(name), true, now, {now.ms + life_ms}}, "u23.officer");
    });
  };
  auto const made = issue("nightly", kLifeMs);
  ASSERT_TRUE(made);
  EXPECT_EQ(sessions.find(made->secret, now)->api_token, made->id);
  ASSERT_EQ(sessions.tokens("u23.officer").size(), 1U);
  EXPECT_EQ(sessions.tokens("u23.officer")[0].id, made->id);
  EXPECT_EQ(sessions.tokens("u23.officer")[0].last_used_at, std::nullopt);
  inside([&] {
    sessions.touch_token(made->id, {now.ms + 5});
    return 0;
  });
  EXPECT_EQ(sessions.tokens("u23.officer")[0].last_used_at, Timestamp{now.ms + 5});
  EXPECT_EQ(issue(" ", kLifeMs).error().code, "identity.token.name");
  EXPECT_EQ(issue("n", 0).error().code, "identity.token.days");
  EXPECT_EQ(issue("n", 367LL * 24 * 3600 * 1000).error().code, "identity.token.days");
  for (int i = 1; i < 20; ++i) EXPECT_TRUE(issue("n", kLifeMs));
  EXPECT_EQ(issue("n", kLifeMs).error().code, "identity.token.many");
}

TEST_P(Identity, ASessionKnowsWhetherTheSecondFactorWasGiven) {
  make("u23.officer");
  auto const account = *Accounts(*session).find("u23.officer");
  auto const with = inside([&] {
    return Sessions(*session).begin(account, Arrival{"10.0.0.1", "Browser\n\xff", true}, now);
  });
  auto const without = inside([&] {
    return Sessions(*session).begin(account, {"10.0.0.1", "", false}, now);
  });
  EXPECT_TRUE(Sessions(*session).find(with.token, now)->second_factor);
  EXPECT_FALSE(Sessions(*session).find(without.token, now)->second_factor);
}

TEST_P(Identity, APersonOfTheProviderIsOneAccount) {
  make("u23.officer");
  make("u23.leader", Role::unit_leader);
  Accounts accounts(*session);
  auto const bind = [&](char const* id, char const* subject) {
    return inside([&] { return accounts.set_subject(id, subject, now); });
  };
  EXPECT_FALSE(accounts.find_by_subject(""));
  EXPECT_TRUE(bind("u23.officer", "https://id.example#17"));
  EXPECT_EQ(accounts.find_by_subject("https://id.example#17")->id, "u23.officer");
  EXPECT_EQ(bind("u23.leader", "https://id.example#17").error().code, "identity.account.subject_taken");
  EXPECT_EQ(bind("nobody", "x").error().code, "identity.account.missing");
  EXPECT_TRUE(bind("u23.officer", ""));
  EXPECT_TRUE(bind("u23.leader", "")) << "nobody's is not taken";
}

TEST_P(Identity, APasswordIsHashedAnewWithoutAnythingElseChanging) {
  auto const password = make("u23.officer");
  Accounts accounts(*session);
  auto const before = *accounts.find("u23.officer");
  auto const renewed = hash_of_password(password);
  inside([&] {
    accounts.rehash("u23.officer", "a hash that is no longer there", "another");
    EXPECT_EQ(accounts.find("u23.officer")->password_hash, before.password_hash);
    accounts.rehash("u23.officer", before.password_hash, renewed);
    return 0;
  });
  auto const after = *accounts.find("u23.officer");
  EXPECT_EQ(after.password_hash, renewed);
  EXPECT_TRUE(is_password(password, after.password_hash));
  EXPECT_TRUE(after.must_change_password);
}

TEST_P(Identity, WhatIsOverIsForgotten) {
  make("u23.officer");
  auto const account = *Accounts(*session).find("u23.officer");
  inside([&] { return Sessions(*session).begin(account, {}, now); });
  inside([&] {
    Sessions(*session).forget_expired({now.ms + kLifeMs});
    return 0;
  });
  auto& count = session->prepared("SELECT count(*) FROM shian_session");
  ASSERT_TRUE(count.step());
  EXPECT_EQ(count.integer(0), 0);
}

TEST_P(Identity, TheSecondFactorsStepOnlyMovesOn) {
  make("u23.officer");
  Accounts accounts(*session);
  inside([&] {
    accounts.set_second_factor("u23.officer", "ABCDEFGH", now);
    EXPECT_TRUE(accounts.note_code_step("u23.officer", 100));
    EXPECT_FALSE(accounts.note_code_step("u23.officer", 100)) << "a code counts once, whoever is quicker";
    EXPECT_FALSE(accounts.note_code_step("u23.officer", 99));
    return 0;
  });
  EXPECT_EQ(accounts.find("u23.officer")->totp_step, 100);
  EXPECT_EQ(accounts.find("u23.officer")->totp_secret, "ABCDEFGH");
}

TEST_P(Identity, TheSecurityJournalShowsWhenItWasAltered) {
  for (int i = 1; i <= 5; ++i) {
    inside([&] {
      append(*session, {0,
                        Timestamp{now.ms + i * 60'000},
                        i % 2 == 0 ? "unmask" : "sign_in",
                        i % 2 == 0 ? "lab" : "u23.officer",
                        "10.0.0.1",
                        {"事", "it"},
                        "sample",
                        i});
      return 0;
    });
  }
  EXPECT_EQ(first_altered(*session), 0);
  EXPECT_EQ(entry_count(*session), 5);
  auto const page = security_entries(*session, {.limit = 3});
  ASSERT_EQ(page.size(), 3U);
  EXPECT_EQ(page.front().seq, 5);
  EXPECT_EQ(page.front().what.zh, "事");
  EXPECT_EQ(security_entries(*session, {.before = page.back().seq}).size(), 2U);
  struct Row {
    SecurityQuery query;
    std::vector<std::int64_t> entries;
  };
  auto const minute = [&](int n) { return Timestamp{now.ms + n * 60'000}; };
  for (auto const& [query, entries] :
       {Row{{.kind = "unmask"}, {4, 2}}, Row{{.account = "u23.officer"}, {5, 3, 1}},
        Row{{.account = "nobody"}, {}}, Row{{.from = minute(4)}, {5, 4}}, Row{{.until = minute(2)}, {1}},
        Row{{.kind = "unmask", .account = "lab"}, {4, 2}},
        Row{{.before = 5, .account = "u23.officer", .from = minute(2)}, {3}}}) {
    std::vector<std::int64_t> found;
    for (auto const& entry : security_entries(*session, query)) found.push_back(entry.seq);
    EXPECT_EQ(found, entries);
  }
  inside([&] {
    session->execute("UPDATE shian_security_journal SET account = 'somebody.else' WHERE seq = 3");
    return 0;
  });
  EXPECT_EQ(first_altered(*session), 3);
}

TEST_P(Identity, ARemovedEntryIsMissed) {
  for (int i = 1; i <= 3; ++i) {
    inside([&] {
      append(*session, {0, now, "sign_in", "a", "", {"事", "it"}, "", 0});
      return 0;
    });
  }
  inside([&] {
    session->execute("DELETE FROM shian_security_journal WHERE seq = 2");
    return 0;
  });
  EXPECT_EQ(first_altered(*session), 2);
}

TEST_P(Identity, AHashReplacesOnlyTheOneItWasCheckedAgainst) {
  make("u23.officer");
  auto const before = Accounts(*session).find("u23.officer")->password_hash;
  auto const replace = [&](std::string const& old_hash, std::string const& new_hash) {
    return inside([&] { return Accounts(*session).replace_hash("u23.officer", old_hash, new_hash, now); });
  };
  EXPECT_TRUE(replace(before, "one"));
  EXPECT_FALSE(replace(before, "two")) << "it was changed meanwhile";
  EXPECT_EQ(Accounts(*session).find("u23.officer")->password_hash, "one");
  EXPECT_FALSE(Accounts(*session).find("u23.officer")->must_change_password);
}

TEST(KnownVisitors, AreForgottenWhenTheirTimeIsOver) {
  KnownVisitors known;
  Visitor visitor;
  visitor.account.id = "a";
  visitor.seen_at = {0};
  visitor.expires_at = {kLifeMs};
  known.remember("hash", visitor, known.epoch(), {0});
  ASSERT_NE(known.find("hash", {1}), nullptr);
  EXPECT_EQ(known.find("hash", {1})->account.id, "a");
  EXPECT_EQ(known.find("hash", {kIdleMs}), nullptr);
  EXPECT_EQ(known.find("other", {1}), nullptr);
  known.forget_all();
  EXPECT_EQ(known.find("hash", {1}), nullptr);
}

TEST(KnownVisitors, AreAskedForAnewAfterAMinuteAndEndWithTheirSession) {
  KnownVisitors known;
  Visitor visitor;
  visitor.seen_at = {0};
  visitor.expires_at = {kLifeMs};
  Timestamp const late{kIdleMs - 10};
  known.remember("hash", visitor, known.epoch(), late);
  EXPECT_NE(known.find("hash", {kIdleMs - 1}), nullptr);
  EXPECT_EQ(known.find("hash", {kIdleMs}), nullptr) << "unused for too long";
  visitor.seen_at = late;
  known.remember("hash", visitor, known.epoch(), late);
  EXPECT_NE(known.find("hash", {late.ms + 59'999}), nullptr);
  EXPECT_EQ(known.find("hash", {late.ms + 60'000}), nullptr) << "another process may have changed it";
}

TEST(KnownVisitors, ThatWereForgottenMeanwhileAreNotRememberedAgain) {
  KnownVisitors known;
  Visitor visitor;
  visitor.expires_at = {kLifeMs};
  auto const asked_at = known.epoch();
  known.forget_all();  // he signed out while the store was being asked
  known.remember("hash", visitor, asked_at, {0});
  EXPECT_EQ(known.find("hash", {1}), nullptr);
}

TEST_P(Identity, APasswordForOnceIsVoidForWhoComesByTheProvider) {
  auto const password = make("u23.officer");
  inside([&] {
    Accounts(*session).void_one_time_password("u23.officer", now);
    return 0;
  });
  auto const account = Accounts(*session).find("u23.officer");
  EXPECT_FALSE(account->must_change_password);
  EXPECT_FALSE(is_password(password, account->password_hash));
  EXPECT_TRUE(
      inside([&] { return Accounts(*session).set_password("u23.officer", "a better password", now); }));
  inside([&] {
    Accounts(*session).void_one_time_password("u23.officer", now);
    return 0;
  });
  EXPECT_TRUE(is_password("a better password", Accounts(*session).find("u23.officer")->password_hash))
      << "his own password stays";
}

TEST_P(Identity, ANameIsWrittenAndNotTooLong) {
  make("u23.officer");
  auto account = *Accounts(*session).find("u23.officer");
  for (auto const& name : {std::string(" "), std::string(81, 'x')}) {
    account.name = name;
    EXPECT_EQ(inside([&] { return Accounts(*session).change(account, pack, now); }).error().code,
              "identity.account.name");
  }
  EXPECT_EQ(
      inside([&] {
        return Accounts(*session).create({"new", std::string(81, 'x'), Role::office, "", ""}, pack, now);
      })
          .error()
          .code,
      "identity.account.name");
}

TEST_P(Identity, AnAccountMayHaveAMailAddressAndWantsTheDigestThenUnlessItSaysOtherwise) {
  make("u23.officer");
  auto account = *Accounts(*session).find("u23.officer");
  EXPECT_EQ(account.email, "");
  EXPECT_EQ(account.digest, Digest::zh);
  account.email = "wang@yueqing.gov.cn";
  EXPECT_TRUE(inside([&] { return Accounts(*session).change(account, pack, now); }));
  EXPECT_EQ(Accounts(*session).find("u23.officer")->email, "wang@yueqing.gov.cn");
  inside([&] {
    Accounts(*session).set_digest("u23.officer", Digest::none, now);
    return 0;
  });
  EXPECT_EQ(Accounts(*session).find("u23.officer")->digest, Digest::none);
  EXPECT_EQ(Accounts(*session).find("u23.officer")->email, "wang@yueqing.gov.cn") << "an address stays";
  account.email = "wang@yueqing.gov.cn\r\nBcc: all@example.org";
  EXPECT_EQ(inside([&] { return Accounts(*session).change(account, pack, now); }).error().code,
            "mail.address");
  EXPECT_EQ(inside([&] {
              return Accounts(*session).create({"new", "", Role::office, "", "", "nobody"}, pack, now);
            })
                .error()
                .code,
            "mail.address");
  EXPECT_TRUE(inside([&] {
    return Accounts(*session).create({"new", "", Role::office, "", "", "a@b.cn", Digest::en}, pack, now);
  }));
  EXPECT_EQ(Accounts(*session).find("new")->digest, Digest::en);
}

TEST(TheDigest, IsWrittenByItsCode) {
  for (auto const digest : {Digest::none, Digest::zh, Digest::en})
    EXPECT_EQ(digest_of(code_of(digest)), digest);
  for (auto const* other : {"", "ZH", "fr", "yes"}) EXPECT_EQ(digest_of(other), std::nullopt);
}

TEST_P(Identity, ADigestOfADayIsNotedOnceAnAccount) {
  auto const day = now.day(0);
  EXPECT_FALSE(has_digest(*session, "u23.officer", day));
  for (int i = 0; i < 2; ++i) {
    inside([&] {
      note_digest(*session, "u23.officer", day, now);
      return 0;
    });
  }
  EXPECT_TRUE(has_digest(*session, "u23.officer", day));
  EXPECT_FALSE(has_digest(*session, "u23.officer", day + 1));
  EXPECT_FALSE(has_digest(*session, "u23.leader", day));
}

TEST(PendingFactors, CountForTenMinutesAndOneAnAccount) {
  PendingFactors pending;
  Timestamp const then{0}, late{10LL * 60 * 1000};
  pending.remember("one", "A", then);
  pending.remember("one", "B", then);
  EXPECT_EQ(pending.find("one", then), "B");
  EXPECT_EQ(pending.find("other", then), std::nullopt);
  EXPECT_EQ(pending.find("one", late), std::nullopt);
  pending.forget("one");
  EXPECT_EQ(pending.find("one", then), std::nullopt);
}

}  // namespace
}  // namespace shian::identity
