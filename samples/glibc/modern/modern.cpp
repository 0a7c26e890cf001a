// The newer parts of the C++ library: files, time, random numbers, atomics, futures without threads.
#include <algorithm>
#include <any>
#include <array>
#include <atomic>
#include <bitset>
#include <charconv>
#include <chrono>
#include <complex>
#include <deque>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iomanip>
#include <iostream>
#include <list>
#include <locale>
#include <map>
#include <memory>
#include <memory_resource>
#include <mutex>
#include <numeric>
#include <optional>
#include <queue>
#include <random>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <system_error>
#include <tuple>
#include <typeinfo>
#include <valarray>
#include <vector>

namespace fs = std::filesystem;

struct Node : std::enable_shared_from_this<Node> {
    std::weak_ptr<Node> parent;
    std::vector<std::shared_ptr<Node>> children;
    static inline int alive = 0;
    Node() { alive++; }
    ~Node() { alive--; }
};

template <class T> static void atomics(const char *name) {
    std::atomic<T> value{5};
    T expected = 5;
    bool swapped = value.compare_exchange_strong(expected, 9);
    bool again = value.compare_exchange_weak(expected, 1);
    std::cout << name << ' ' << swapped << again << ' ' << +expected << ' ' << +value.fetch_add(3) << ' '
              << +value.fetch_sub(1) << ' ' << +value.fetch_and(14) << ' ' << +value.fetch_or(1) << ' '
              << +value.fetch_xor(7) << ' ' << +value.exchange(2) << ' ' << +value.load() << '\n';
}

int main() {
    fs::path root = fs::path("modern-files");
    fs::remove_all(root);
    fs::create_directories(root / "x" / "y");
    for (int i = 0; i < 5; i++) {
        std::ofstream(root / "x" / ("f" + std::to_string(i))) << std::string(i * 100, 'z');
    }
    fs::copy(root / "x", root / "copy", fs::copy_options::recursive);
    fs::rename(root / "copy" / "f1", root / "copy" / "g1");
    std::set<std::string> names;
    std::uintmax_t total = 0;
    for (auto &entry : fs::recursive_directory_iterator(root)) {
        names.insert(entry.path().generic_string());
        if (entry.is_regular_file()) {
            total += entry.file_size();
        }
    }
    for (auto &name : names) {
        std::cout << name << ' ';
    }
    std::cout << total << '\n';
    std::error_code error;
    std::cout << fs::exists(root / "none") << ' ' << fs::file_size(root / "none", error) << ' ' << error.message() << '\n';
    try {
        fs::create_directory(root / "no" / "such");
    } catch (const fs::filesystem_error &e) {
        std::cout << e.code().value() << '\n';
    }
    std::cout << fs::weakly_canonical(root / ".." / root).filename().string() << ' ' << fs::remove_all(root) << '\n';

    using namespace std::chrono;
    auto t0 = steady_clock::now();
    auto t1 = system_clock::now();
    std::cout << (steady_clock::now() >= t0) << (t1.time_since_epoch() > hours(24 * 365 * 50)) << '\n';
    std::cout << duration_cast<milliseconds>(minutes(3) + microseconds(1500)).count() << '\n';

    std::mt19937_64 random(42);
    std::normal_distribution<double> normal(10, 2);
    std::uniform_int_distribution<int> die(1, 6);
    double mean = 0;
    std::array<int, 7> rolls{};
    for (int i = 0; i < 5000; i++) {
        mean += normal(random) / 5000;
        rolls[die(random)]++;
    }
    std::cout << std::fixed << std::setprecision(6) << mean << ' ' << *std::min_element(rolls.begin() + 1, rolls.end()) << '\n';
    std::ostringstream state;
    state << std::minstd_rand(7);
    std::cout << state.str() << ' ' << std::generate_canonical<double, 53>(random) << '\n';

    atomics<int>("int");
    atomics<unsigned long>("long");
    std::atomic_flag flag = ATOMIC_FLAG_INIT;
    std::cout << flag.test_and_set() << flag.test_and_set() << '\n';
    std::mutex mutex;
    std::once_flag once;
    int times = 0;
    for (int i = 0; i < 3; i++) {
        std::lock_guard<std::mutex> guard(mutex);
        std::call_once(once, [&] { times++; });
    }
    std::cout << times << '\n';

    {
        auto tree = std::make_shared<Node>();
        for (int i = 0; i < 10; i++) {
            auto child = std::make_shared<Node>();
            child->parent = tree->shared_from_this();
            tree->children.push_back(child);
        }
        std::cout << Node::alive << ' ' << tree.use_count() << ' ' << tree->children[3]->parent.expired() << '\n';
    }
    std::cout << Node::alive << '\n';

    char digits[40];
    auto to = std::to_chars(digits, digits + 40, -123456789012345LL, 36);
    long long parsed = 0;
    std::from_chars(digits, to.ptr, parsed, 36);
    std::cout << std::string_view(digits, to.ptr - digits) << ' ' << parsed << '\n';
    to = std::to_chars(digits, digits + 40, 0.1 + 0.2);
    std::cout << std::string_view(digits, to.ptr - digits) << '\n';

    std::pmr::monotonic_buffer_resource pool;
    std::pmr::vector<std::pmr::string> strings(&pool);
    for (int i = 0; i < 200; i++) {
        strings.emplace_back("a string that is longer than the small buffer " + std::to_string(i));
    }
    std::cout << strings.back() << '\n';
    std::valarray<double> v(1000);
    std::iota(std::begin(v), std::end(v), 0.0);
    std::cout << std::sqrt(v).sum() << ' ' << std::valarray<double>(v[std::slice(3, 5, 100)]).sum() << '\n';
    std::complex<double> z(3, 4);
    std::cout << std::abs(z) << ' ' << std::exp(z) << ' ' << std::pow(z, 0.5) << '\n';
    std::priority_queue<int, std::vector<int>, std::greater<>> queue;
    for (int i = 0; i < 1000; i++) {
        queue.push((i * 7919) % 1009);
    }
    long order = 0;
    for (int i = 0; !queue.empty(); i++, queue.pop()) {
        order += (long)i * queue.top();
    }
    std::cout << order << ' ' << std::bitset<100>(0xdeadbeefcafeULL).count() << '\n';
    std::any any = std::string("any");
    std::optional<int> maybe;
    try {
        std::cout << std::any_cast<std::string>(any) << ' ' << maybe.value_or(-1) << '\n';
        std::cout << std::any_cast<int>(any) << '\n';
    } catch (const std::bad_any_cast &e) {
        std::cout << e.what() << '\n';
    }
    try {
        std::locale missing("xx_YY");
    } catch (const std::runtime_error &) {
        std::cout << "no such locale\n";
    }
    std::cout << std::put_time(std::gmtime(std::array<std::time_t, 1>{1700000000}.data()), "%F %T") << ' '
              << std::hex << std::showbase << 255 << std::dec << ' ' << std::setw(8) << std::setfill('*') << std::left << 42
              << ' ' << std::scientific << 12345.678 << ' ' << std::hexfloat << 1.5 << '\n';
    std::vector<int> big(20000);
    std::iota(big.begin(), big.end(), 0);
    std::shuffle(big.begin(), big.end(), std::mt19937(1));
    std::stable_sort(big.begin(), big.end(), [](int a, int b) { return a % 1000 < b % 1000; });
    std::nth_element(big.begin(), big.begin() + 10000, big.end());
    std::cout << std::dec << big[10000] << ' ' << std::accumulate(big.begin(), big.end(), 0L) << '\n';
    return 0;
}
