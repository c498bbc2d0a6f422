// Staff's side of what is written without a name: the list, and one conversation with its answer.
#pragma once
#include <string>
#include <vector>

#include "service/anonymous_desk.h"
#include "web/work_frame.h"
#include "web/work_visit.h"

namespace fjorten::web {

Response answer_conversations(Visit& visit);
Response answer_conversation(Visit& visit);

/// An answer that was typed and not sent, with what is wrong.
struct TypedAnswer {
    std::string text, proposal;
    std::vector<Problem> problems = {};
    /// Somebody wrote while it was typed.
    enum class Meanwhile { no, yes } meanwhile = Meanwhile::no;
};

std::string conversation_list_page(const WorkSetting& setting,
                                   const std::vector<service::Conversation>& conversations);
std::string work_conversation_page(const WorkSetting& setting, const service::Conversation& conversation,
                                   const TypedAnswer& typed);

}  // namespace fjorten::web
