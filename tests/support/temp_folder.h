// A folder of one test, removed with all that is in it.
#pragma once
#include <cstdlib>
#include <filesystem>
#include <string>

namespace fjorten {

class TempFolder {
  public:
    /// In memory ("/dev/shm") where a test makes many small writes and asks nothing of the disk.
    explicit TempFolder(const std::string& parent = std::filesystem::temp_directory_path().string())
        : path_(parent + "/fjorten_test.XXXXXX") {
        if (mkdtemp(path_.data()) == nullptr) std::abort();
    }
    TempFolder(const TempFolder&) = delete;
    TempFolder& operator=(const TempFolder&) = delete;
    ~TempFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }

    const std::string& path() const { return path_; }
    std::string operator/(const std::string& name) const { return path_ + "/" + name; }

  private:
    std::string path_;
};

}  // namespace fjorten
