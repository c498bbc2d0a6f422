#include "letters/qr_code.h"

#include <qrencode.h>

#include <memory>

namespace fjorten::letters {

Result<Code> qr_code(const std::string& text, std::string says) {
    if (text.empty() || text.size() > max_qr_bytes)
        return std::unexpected(Error{ErrorCode::invalid_input, "too much or nothing for a QR code"});
    const std::unique_ptr<QRcode, void (*)(QRcode*)> code(
        QRcode_encodeData(static_cast<int>(text.size()), reinterpret_cast<const unsigned char*>(text.data()),
                          0, QR_ECLEVEL_L),
        QRcode_free);
    if (!code) return std::unexpected(Error{ErrorCode::unavailable, "libqrencode makes no code"});
    Code drawn{.rows = {}, .says = std::move(says)};
    const auto width = static_cast<std::size_t>(code->width);
    for (std::size_t row = 0; row < width; ++row) {
        std::string& modules = drawn.rows.emplace_back();
        for (std::size_t at = 0; at < width; ++at)
            modules += (code->data[row * width + at] & 1U) != 0 ? '1' : '0';
    }
    return drawn;
}

}  // namespace fjorten::letters
