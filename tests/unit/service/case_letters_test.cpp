// Letters of a case: written from its sheets, sent with what they say, kept as they were sent.
#include "service/case_letters.h"

#include <algorithm>

#include "desk_world.h"
#include "letters/paper_json.h"
#include "service/assessment.h"
#include "service/register.h"
#include "service/sheet.h"

namespace fjorten::service {
namespace {

class CaseLetters : public DeskTest {
  protected:
    Who leader{
        .account_id = "lis", .display_name = "Lis", .municipality = "0730", .role = Role::leader, .unit = {}};

    void SetUp() override {
        DeskTest::SetUp();
        add_account("lis", "0730", "leader");
    }

    using Fields = std::vector<std::pair<std::string, std::string>>;
    std::string decided(OpenCase command, Fields fields) {
        const std::string id = open(command);
        const auto done = desk.write_sheet(by_mette(), {.case_id = id,
                                                        .expected_version = view(id).version,
                                                        .type = std::string(sheet_type::decision),
                                                        .sheet = {.item = {}, .fields = std::move(fields)},
                                                        .stage = SheetStage::final,
                                                        .timing = Timing::has_happened});
        FJ_ASSERT(done.has_value());
        return id;
    }
    std::string granted(OpenCase command) {
        return decided(std::move(command), {{"result", "granted"},
                                            {"service", "ambulatory"},
                                            {"scope", "En samtale om ugen"},
                                            {"citizen_pays", "Ingenting"},
                                            {"provider", "Centret"},
                                            {"discretion", "Motiveret."}});
    }

    /// With everything that the standard asks for besides.
    LetterOrder order(const std::string& id, LetterKind kind = LetterKind::decision) {
        LetterOrder order{.kind = kind, .day = world.today, .signed_by = "Mette"};
        const auto bare = write_letter(view(id), letter_ground(desk, mette), order);
        FJ_ASSERT(bare.has_value());
        if (!bare->letter) {
            for (const auto& one : bare->letter.error()) order.texts[one.field] = "Set på.";
        }
        return order;
    }
    CaseLetter letter(const std::string& id, LetterKind kind = LetterKind::decision) {
        seen_ = view(id);
        auto written = write_letter(seen_, letter_ground(desk, mette), order(id, kind));
        FJ_ASSERT(written.has_value());
        return std::move(*written);
    }
    std::string text(const std::string& id) {
        const auto written = letter(id);
        EXPECT_TRUE(written.letter.has_value());
        return written.letter ? letters::to_json(*written.letter) : std::string{};
    }
    Outcome<Done> send(const std::string& id, const LetterOrder& order, const std::string& channel) {
        return send_letter(
            desk, by_mette(),
            {.case_id = id, .expected_version = view(id).version, .order = order, .channel = channel});
    }
    /// The event that says so, or nullptr.
    const TimeLineEntry* event(const std::string& id, std::string_view name) {
        seen_ = view(id);
        return standing_event(seen_.entries, desk.library().vocabulary, name);
    }
    bool guidance_of(const TimeLineEntry& sent) {
        const auto& kind = desk.library().vocabulary.events[sent.event->type];
        return *sent.event->fields[*kind.field_index("guidance")].get<bool>();
    }

    CaseView seen_;
};

TEST_F(CaseLetters, AreSentWithTheirGuidanceAndKeptAsTheyWereSent) {
    const std::string id = granted(contact("Anne", "2026-03-10"));
    const std::string before = text(id);
    EXPECT_TRUE(before.contains("4 uger")) << before;
    EXPECT_TRUE(before.contains("Motiveret."));
    ASSERT_TRUE(send(id, order(id), "letter"));
    const auto* sent = event(id, "decision_sent");
    ASSERT_NE(sent, nullptr);
    EXPECT_TRUE(guidance_of(*sent));
    EXPECT_EQ(told_text(*sent, desk.library().vocabulary, "channel"), "letter");
    const CaseLetter now = letter(id);
    ASSERT_NE(now.kept, nullptr);
    EXPECT_EQ(desk.document(mette, id, now.kept->version)->content, before);
    EXPECT_TRUE(store::verify_chain(*records, "0730", {})->empty());
    EXPECT_EQ(state_of(seen_.evaluation, "law.complaint_window"), "not_started");
}

TEST_F(CaseLetters, AreNeverSentHalf) {
    const std::string id = decided(contact("Anne", "2026-03-10"),
                                   {{"result", "granted"}, {"service", "ambulatory"}, {"discretion", "Ja."}});
    const auto refused =
        send(id, {.kind = LetterKind::decision, .day = world.today, .signed_by = "Mette"}, "letter");
    const auto found = codes(refused);
    EXPECT_NE(std::ranges::find(found, "record_letter_lacks"), found.end());
    EXPECT_EQ(event(id, "decision_sent"), nullptr);
    EXPECT_EQ(codes(send(id, order(id), "pigeon")), std::vector<std::string>{"record_sheet_choice"});
}

TEST_F(CaseLetters, OfAnonymousTreatmentClaimNoGuidance) {
    // Decided elsewhere, so that no sheet says anything: all of the letter is filled in.
    const std::string id = open(contact("Anne", "2026-03-10"));
    ASSERT_TRUE(record(id, view(id).version,
                       "{on: 2026-03-16, event: decision_made, result: granted, service: anonymous}",
                       Timing::has_happened));
    EXPECT_FALSE(text(id).contains("Ankestyrelsen"));
    ASSERT_TRUE(send(id, order(id), "hand"));
    const auto* sent = event(id, "decision_sent");
    ASSERT_NE(sent, nullptr);
    EXPECT_FALSE(guidance_of(*sent));
}

TEST_F(CaseLetters, PrintNoProtectedAddress) {
    OpenCase command = contact("Anne", "2026-03-10");
    command.person.address = "Prøvevej 1\n9999 Øksby";
    EXPECT_TRUE(text(granted(command)).contains("9999 Øksby"));
    command.person.is_protected = true;
    const std::string hidden = text(granted(command));
    EXPECT_FALSE(hidden.contains("Prøvevej") || hidden.contains("Øksby")) << hidden;
}

TEST_F(CaseLetters, PrintNoAddressThatNobodyConfirmed) {
    const std::string id = granted(contact("Anne", "2026-03-10"));
    const auto unknown = letter(id);
    ASSERT_FALSE(unknown.not_printed.empty());
    EXPECT_FALSE(unknown.not_printed.front().standing);
    std::vector<std::string> names;
    for (const auto& named : addressees(desk.library(), "randers")) names.push_back(named.name);
    const Contact contact{.kind = "unit",
                          .name = "Centret",
                          .stands_for = names,
                          .address = "Gammelvej 2",
                          .telephone = "11112222",
                          .email = {},
                          .opening_hours = {},
                          .note = {},
                          .validity = {.from = day("2026-01-01"), .until = {}},
                          .confirmed = {}};
    const auto written = Register<Contact>(desk).write(
        by(leader), {.id = {}, .expected_version = 0, .content = {}, .reason = {}}, contact);
    ASSERT_TRUE(written.has_value());
    EXPECT_EQ(letter(id).not_printed.front().standing, Standing::unconfirmed);
    EXPECT_FALSE(text(id).contains("Gammelvej") || text(id).contains("11112222"));
    EXPECT_TRUE(text(id).contains("kommunens hovednummer"));
    ASSERT_TRUE(confirm_contact(desk, by(leader), written->id, written->version));
    EXPECT_TRUE(letter(id).not_printed.empty());
    EXPECT_TRUE(text(id).contains("Gammelvej 2") && text(id).contains("11112222"));
    world.today = day("2027-03-18");
    EXPECT_EQ(letter(id).not_printed.front().standing, Standing::stale);
    EXPECT_FALSE(text(id).contains("Gammelvej"));
}

TEST_F(CaseLetters, TheHearingIsKeptWithItsEvent) {
    const std::string id = open(contact("Anne", "2026-03-10"));
    ASSERT_TRUE(desk.write_sheet(by_mette(), {.case_id = id,
                                              .expected_version = view(id).version,
                                              .type = std::string(sheet_type::hearing),
                                              .sheet = {.item = {},
                                                        .fields = {{"about", "Et døgnophold."},
                                                                   {"facts", "Stoffri i to år."},
                                                                   {"leads_to", "Et afslag."},
                                                                   {"reply_by", "2026-04-01"},
                                                                   {"language", "en"}}},
                                              .stage = SheetStage::final,
                                              .timing = Timing::has_happened}));
    seen_ = view(id);
    EXPECT_EQ(language_of(seen_, desk.library().vocabulary, LetterKind::hearing), Language::en);
    EXPECT_EQ(write_letter(seen_, letter_ground(desk, mette),
                           {.kind = LetterKind::payment, .day = world.today, .signed_by = {}})
                  .has_value(),
              false);
    ASSERT_TRUE(send(id, order(id, LetterKind::hearing), "digital_post"));
    const CaseLetter kept = letter(id, LetterKind::hearing);
    ASSERT_NE(kept.kept, nullptr);
    EXPECT_EQ(kept.kept->document->about, kept.about->id);
    EXPECT_TRUE(desk.document(mette, id, kept.kept->version)->content.contains("Stoffri i to år."));
}

}  // namespace
}  // namespace fjorten::service
