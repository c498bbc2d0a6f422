#include "cli/verify_command.h"

#include <memory>
#include <ostream>

#include <CLI/CLI.hpp>

#include "cli/verify_heads.h"
#include "store/anonymous_store.h"
#include "store/record_store.h"

namespace fjorten::cli {

namespace {

constexpr std::int64_t entries_between_progress = 50'000;

/// Rewrites one line of a terminal; silent elsewhere, and for a chain that is quickly done.
class Progress {
  public:
    Progress(Shell& shell, std::string municipality)
        : shell_(shell), municipality_(std::move(municipality)) {}
    ~Progress() {
        if (told_ > 0) shell_.out << "\r\x1b[K";
    }
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    void tell(std::int64_t done) {
        if (!shell_.out_is_terminal || done < told_ + entries_between_progress) return;
        told_ = done;
        shell_.out << '\r' << say(shell_, "verify.progress", {municipality_, std::to_string(done)})
                   << std::flush;
    }

  private:
    Shell& shell_;
    std::string municipality_;
    std::int64_t told_ = 0;
};

std::string sentence_of(const store::ChainFault& fault, const Shell& shell) {
    return message(shell.language, "verify." + fault.code,
                   {fault.municipality, std::to_string(fault.position), fault.case_id});
}

/// The number of faults; empty if the record cannot be read.
Result<std::size_t> verify(const store::RecordStore& records, const std::string& municipality, Shell& shell) {
    std::int64_t done = 0;
    auto faults = [&] {
        Progress progress(shell, municipality);
        return store::verify_chain(records, municipality, [&](std::int64_t entries) {
            done = entries;
            progress.tell(entries);
        });
    }();
    if (!faults) return std::unexpected(std::move(faults.error()));
    for (const store::ChainFault& fault : *faults) shell.out << sentence_of(fault, shell) << '\n';
    if (faults->empty()) {
        shell.out << say(shell, "verify.holds", {municipality, std::to_string(done)}) << '\n';
    }
    return faults->size();
}

Result<std::size_t> verify_all(const store::RecordStore& records, Shell& shell) {
    const auto problems = records.storage_faults();
    if (!problems) return std::unexpected(problems.error());
    for (const std::string& problem : *problems) {
        shell.out << message(shell.language, "verify.storage", {problem}) << '\n';
    }
    const auto municipalities = records.municipalities();
    if (!municipalities) return std::unexpected(municipalities.error());
    std::size_t faults = problems->size();
    for (const std::string& municipality : *municipalities) {
        const auto found = verify(records, municipality, shell);
        if (!found) return std::unexpected(found.error());
        faults += *found;
    }
    if (municipalities->empty()) shell.out << say(shell, "verify.empty") << '\n';
    return faults;
}

// What lies beside the record. A folder of an older version has none of it.
Result<std::size_t> verify_health(const std::string& data, Shell& shell) {
    const auto health = store::sqlite_reader(data + "/health.db");
    if (!health && health.error().code == ErrorCode::not_found) return 0;
    if (!health) return std::unexpected(health.error());
    const auto municipalities = (*health)->municipalities();
    if (!municipalities) return std::unexpected(municipalities.error());
    if (municipalities->empty()) return 0;
    shell.out << say(shell, "verify.health") << '\n';
    return verify_all(**health, shell);
}

Result<std::size_t> verify_anonymous(const std::string& data, Shell& shell) {
    const auto pages = store::AnonymousStore::reader(data + "/anonymous.db");
    if (!pages && pages.error().code == ErrorCode::not_found) return 0;
    if (!pages) return std::unexpected(pages.error());
    const auto problems = (*pages)->storage_faults();
    if (!problems) return std::unexpected(problems.error());
    const auto municipalities = (*pages)->municipalities();
    if (!municipalities) return std::unexpected(municipalities.error());
    if (!municipalities->empty()) shell.out << say(shell, "verify.anonymous") << '\n';
    for (const std::string& problem : *problems)
        shell.out << message(shell.language, "verify.storage", {problem}) << '\n';
    std::size_t count = problems->size();
    for (const std::string& municipality : *municipalities) {
        const auto faults = (*pages)->verify(municipality);
        if (!faults) return std::unexpected(faults.error());
        for (const store::PageFault& fault : *faults)
            shell.out << message(shell.language, "verify.anonymous." + fault.code,
                                 {fault.municipality, fault.week.iso()})
                      << '\n';
        if (faults->empty()) shell.out << say(shell, "verify.anonymous.holds", {municipality}) << '\n';
        count += faults->size();
    }
    return count;
}

// A record that is no longer one is a fault; one that is not there, or cannot be reached, is a wrong call.
int refuse(const Error& error, const std::string& data, Shell& shell) {
    if (error.code == ErrorCode::corrupt) {
        shell.out << message(shell.language, "verify.storage", {error.message}) << '\n';
        return exit_no;
    }
    const std::string sentence = error.code == ErrorCode::not_found
                                     ? say(shell, "verify.no_record", {data})
                                     : say(shell, "verify.cannot_read", {data, error.message});
    shell.err << "fjorten: " << sentence << '\n';
    return exit_bad_input;
}

}  // namespace

int run_verify(const std::string& data, const std::vector<std::string>& heads, Shell& shell) {
    const auto records = store::sqlite_reader(data + "/record.db");
    if (!records) return refuse(records.error(), data, shell);
    std::size_t count = 0;
    for (auto faults :
         {verify_all(**records, shell), verify_health(data, shell), verify_anonymous(data, shell),
          verify_access(data, shell), verify_heads(data, heads, **records, shell)}) {
        if (!faults) return refuse(faults.error(), data, shell);
        count += *faults;
    }
    if (count == 0) return exit_ok;
    shell.out << message_count(shell.language, "cli.verify.faults", static_cast<long>(count)) << '\n';
    return exit_no;
}

void add_verify(CLI::App& parent, Shell& shell) {
    const auto data = std::make_shared<std::string>();
    const auto heads = std::make_shared<std::vector<std::string>>();
    CLI::App* const command = parent.add_subcommand("verify", say(shell, "help.verify"));
    command->add_option("--data", *data, say(shell, "help.verify_data"))->required()->type_name("DIR");
    command->add_option("--head", *heads, say(shell, "help.verify_head"))->type_name("FILE");
    command->callback([data, heads, &shell] { shell.exit_code = run_verify(*data, *heads, shell); });
}

}  // namespace fjorten::cli
