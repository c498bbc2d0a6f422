// What marks a command as the same when it comes again: everything that was said in it. Pure.
#pragma once
#include <string>
#include <string_view>

#include "service/case_letters.h"
#include "service/complaint_step.h"
#include "service/file_access.h"
#include "service/record_desk.h"
#include "service/register_desk.h"

namespace fjorten::service {

/// Every field of the command with its length before it, so that no two commands read alike.
std::string mark_of(const OpenCase& command);
std::string mark_of(const RecordEvent& command);
std::string mark_of(const CorrectEvent& command);
std::string mark_of(const TellFact& command);
std::string mark_of(const AssignCase& command);
std::string mark_of(const ChangePerson& command);
std::string mark_of(const WriteNote& command);
std::string mark_of(const FileDocument& command);
/// `kind` is the name of the register.
std::string mark_of(std::string_view kind, const WriteDocument& command);
std::string mark_of(const WriteSheet& command);
std::string mark_of(const HoldCase& command);
std::string mark_of(const SendLetter& command);
std::string mark_of(const TakeStep& command);
std::string mark_of(const GiveFile& command);

}  // namespace fjorten::service
