// Group commit: whoever wants to write waits in a queue, and one thread brings all that is waiting to the
// disk in one transaction. Under load many appends share one fsync.
#pragma once
#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "store/sqlite/record_writer.h"

namespace fjorten::store {

class WriterThread {
  public:
    explicit WriterThread(std::unique_ptr<RecordWriter> writer);
    /// Finishes what is waiting.
    ~WriterThread();

    /// Returns when `work` is on disk, or has failed and nothing of it is.
    Result<void> run(RecordWriter::Work work);

  private:
    struct Waiting {
        RecordWriter::Job job;
        std::condition_variable wake;
        bool is_done = false;
    };

    void loop();

    std::unique_ptr<RecordWriter> writer_;  // the thread's alone
    std::mutex mutex_;
    std::condition_variable more_;
    std::vector<Waiting*> queue_;
    bool is_ending_ = false;
    std::thread thread_;
};

}  // namespace fjorten::store
