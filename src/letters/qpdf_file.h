// A PDF in the hands of libqpdf: its C interface, whose functions do not throw.
#pragma once
#include <qpdf/qpdf-c.h>

#include <cstddef>
#include <string>
#include <string_view>

namespace fjorten::letters::pdf {

class QpdfFile {
  public:
    QpdfFile();
    QpdfFile(const QpdfFile&) = delete;
    QpdfFile& operator=(const QpdfFile&) = delete;
    ~QpdfFile() { qpdf_cleanup(&qpdf_); }

    /// `bytes` must outlive the file. False if they are no PDF.
    bool read(std::string_view bytes);
    /// The same file gives the same bytes. False with a complaint.
    bool write(std::string& out);

    std::size_t pages() const;
    qpdf_data handle() const { return qpdf_; }
    /// What libqpdf says of the last thing that failed.
    std::string complaint() const;

  private:
    qpdf_data qpdf_;
};

}  // namespace fjorten::letters::pdf
