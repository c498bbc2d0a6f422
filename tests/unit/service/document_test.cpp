// Documents in a case: what is taken, what is refused, and that nobody reads them without the key.
#include "service/document.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "desk_world.h"

namespace fjorten::service {
namespace {

const std::string pdf = "%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n";
const std::string png = std::string("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", 16) + std::string(40, '\0');

class Documents : public DeskTest {
  protected:
    std::string id_ = open(contact("Ida Opdigtet", "2026-03-02"));

    FileDocument letter(std::string content = pdf) {
        return {.case_id = id_,
                .expected_version = view(id_).version,
                .title = "Udtalelse fra lægen",
                .summary = "Om medicin",
                .direction = Direction::incoming,
                .dated = day("2026-03-05"),
                .correspondent = "Lægehuset i Opdigtby",
                .media_type = {},
                .file_name = "C:\\Breve\\udtalelse.pdf",
                .content = std::move(content),
                .about = "e2"};
    }
};

TEST_F(Documents, AreGivenBackByteForByteWithWhatWasSaid) {
    const auto done = desk.file_document(by_mette(), letter());
    ASSERT_TRUE(done);
    const CaseView seen = view(id_);
    const auto entry = std::ranges::find(seen.entries, done->version, &TimeLineEntry::version);
    ASSERT_TRUE(entry != seen.entries.end() && entry->document);
    EXPECT_EQ(entry->occurred_on, day("2026-03-05"));
    EXPECT_EQ(entry->recorded_on, day("2026-03-17"));
    EXPECT_EQ(entry->document->file_name, "udtalelse.pdf");
    EXPECT_EQ(entry->document->media_type, "application/pdf");
    EXPECT_EQ(entry->document->bytes, static_cast<std::int64_t>(pdf.size()));
    EXPECT_EQ(entry->document->about, "e2");
    const auto document = desk.document(mette, id_, done->version);
    ASSERT_TRUE(document);
    EXPECT_EQ(document->content, pdf);
    EXPECT_EQ(document->details.title, "Udtalelse fra lægen");
    EXPECT_EQ(document->dated, day("2026-03-05"));
}

TEST_F(Documents, AreCiphertextInTheStore) {
    const auto done = desk.file_document(by_mette(), letter("En meget privat oplysning"));
    ASSERT_TRUE(done);
    const auto content = records->read_content({"0730", id_}, done->version).value();
    ASSERT_TRUE(content);
    EXPECT_FALSE(content->contains("privat"));
    const auto entries = records->read_case({"0730", id_});
    ASSERT_TRUE(entries);
    for (const auto& entry : *entries) {
        EXPECT_FALSE(entry.payload.contains("privat") || entry.payload.contains("Udtalelse"));
        EXPECT_FALSE(entry.sealed.contains("Udtalelse"));
    }
    EXPECT_TRUE(store::verify_chain(*records, "0730", {})->empty());
}

TEST_F(Documents, AreWrittenOnceWhenTheAnswerWasLost) {
    const FileDocument command = letter();
    const Sender sender = by_mette();
    const auto first = desk.file_document(sender, command), again = desk.file_document(sender, command);
    ASSERT_TRUE(first && again);
    EXPECT_TRUE(again->is_repeated);
    EXPECT_EQ(view(id_).version, first->version);
    FileDocument other = command;
    other.content += "x";
    EXPECT_EQ(codes(desk.file_document(sender, other)), std::vector<std::string>{"record_key_reused"});
}

TEST_F(Documents, AreReadByNobodyWhoMayNotReadTheCase) {
    const auto done = desk.file_document(by_mette(), letter());
    ASSERT_TRUE(done);
    Who auditor = mette, elsewhere = mette;
    auditor.role = Role::auditor;
    elsewhere.municipality = "0840";
    EXPECT_TRUE(failed_with<Forbidden>(desk.document(auditor, id_, done->version)));
    EXPECT_TRUE(failed_with<NotFound>(desk.document(elsewhere, id_, done->version)));
    EXPECT_TRUE(failed_with<NotFound>(desk.document(mette, id_, 1)));
    EXPECT_TRUE(failed_with<NotFound>(desk.document(mette, id_, 99)));
    EXPECT_TRUE(failed_with<Forbidden>(desk.file_document(by(auditor), letter())));
}

TEST_F(Documents, EveryMistakeIsNamed) {
    FileDocument wrong = letter("MZ\x90\x01");
    wrong.title = " ";
    wrong.dated = day("2026-03-18");
    wrong.about = "e77";
    EXPECT_EQ(codes(desk.file_document(by_mette(), wrong)),
              (std::vector<std::string>{"record_no_title", "record_future_day", "record_document_kind",
                                        "record_no_such_event"}));
    EXPECT_EQ(codes(desk.file_document(by_mette(), letter({}))),
              std::vector<std::string>{"record_no_content"});
    EXPECT_EQ(codes(desk.file_document(by_mette(), letter(std::string(most_document_bytes + 1, 'a')))),
              std::vector<std::string>{"record_document_too_large"});
    FileDocument disguised = letter(png);
    disguised.media_type = "application/pdf";
    EXPECT_EQ(codes(desk.file_document(by_mette(), disguised)),
              std::vector<std::string>{"record_document_other_kind"});
    FileDocument no_letter = letter("{");
    no_letter.media_type = letter_type;
    EXPECT_EQ(codes(desk.file_document(by_mette(), no_letter)), std::vector<std::string>{"record_no_letter"});
}

TEST_F(Documents, OfTheLargestSizeFit) {
    const auto done = desk.file_document(by_mette(), letter(std::string(most_document_bytes, 'a')));
    ASSERT_TRUE(done);
    EXPECT_EQ(desk.document(mette, id_, done->version)->content.size(), most_document_bytes);
}

TEST_F(Documents, ANoteKeepsTheDayItIsAboutApartFromWhenItWasWritten) {
    const auto done = desk.write_note(by_mette(), {.case_id = id_,
                                                   .expected_version = view(id_).version,
                                                   .text = "Talt med værestedet",
                                                   .day = day("2026-03-04")});
    ASSERT_TRUE(done);
    const CaseView seen = view(id_);
    const auto note = std::ranges::find(seen.entries, done->version, &TimeLineEntry::version);
    EXPECT_EQ(note->occurred_on, day("2026-03-04"));
    EXPECT_EQ(note->recorded_on, day("2026-03-17"));
    EXPECT_EQ(codes(desk.write_note(by_mette(), {.case_id = id_,
                                                 .expected_version = done->version,
                                                 .text = "I morgen",
                                                 .day = day("2026-03-18")})),
              std::vector<std::string>{"record_future_day"});
}

TEST(DocumentKinds, AreFoundInTheBytesAlone) {
    EXPECT_EQ(kind_of_content(pdf), "application/pdf");
    EXPECT_EQ(kind_of_content(png), "image/png");
    EXPECT_EQ(kind_of_content("\xFF\xD8\xFF\xE0 JFIF \xFF\xD9"), "image/jpeg");
    EXPECT_EQ(kind_of_content("Kære Ida\r\n\tÆØÅ\n"), "text/plain");
    for (const std::string& refused :
         {std::string(), std::string("MZ\x90\x00\x03", 5), std::string("PK\x03\x04"),
          std::string("%PDF-1.7 without an end"), std::string("\x89PNG\r\n\x1a\n"),
          std::string("\xFF\xD8\xFF"), std::string("text with a NUL\0", 16), std::string("\xC3\x28"),
          std::string("\x1B[2J"), std::string("GIF89a\x01")})
        EXPECT_EQ(kind_of_content(refused), std::nullopt) << refused;
}

// Whatever a file was called, its name leaves no folder and turns no line.
RC_GTEST_PROP(FileNames, AreTidied, (const std::string& name)) {
    const std::string tidied = tidied_file_name(name);
    RC_ASSERT(tidied.find_first_of("/\\\"\r\n:*?<>|") == std::string::npos);
    RC_ASSERT(!tidied.starts_with('.'));
    RC_ASSERT(tidied_file_name(tidied) == tidied);
}

TEST(FileNames, KeepWhatPeopleRead) {
    EXPECT_EQ(tidied_file_name("/home/ida/Ansøgning 1.pdf"), "Ansøgning 1.pdf");
    EXPECT_EQ(tidied_file_name("../../etc/passwd"), "passwd");
    EXPECT_EQ(tidied_file_name("..hidden"), "hidden");
    EXPECT_EQ(tidied_file_name("\xE2\x80\xAEgpj.exe"), "gpj.exe");
}

}  // namespace
}  // namespace fjorten::service
