// Letters of professionals to fill in by hand or on the screen: what to write is asked line by line, and
// nothing is filled in, so that nothing about anybody passes through here.
#pragma once
#include <string>

#include "base/messages.h"
#include "letters/paper.h"

namespace fjorten::letters {

enum class FormLetter {
    referral,     // to the treatment unit, with what the person has agreed to
    notification  // about a child (BL 133, 135)
};

/// `to`: the municipality, in words.
Paper form_letter(FormLetter letter, const std::string& to, Language language);

}  // namespace fjorten::letters
