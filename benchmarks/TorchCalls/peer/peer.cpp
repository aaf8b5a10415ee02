// The same loops as the C# program's, with libtorch's own C++ API.
//
// One request a line on the input, "CASE THREADS REPEATS"; one JSON line for each on the output, with the nanoseconds that one
// repetition took and a number that every side must agree on; "start" makes the training that "step" goes on with. Before the
// first request: one JSON line with libtorch's version.
#include <chrono>
#include <iostream>
#include <memory>
#include <stdexcept>
#include <string>

#include <torch/torch.h>
#include <torch/version.h>

namespace {

namespace F = torch::nn::functional;

struct LeNet5 : torch::nn::Module {
  LeNet5() {
    register_module("conv1", conv1);
    register_module("conv2", conv2);
    register_module("fc1", fc1);
    register_module("fc2", fc2);
    register_module("fc3", fc3);
  }

  torch::Tensor forward(torch::Tensor x) {
    x = F::max_pool2d(F::relu(conv1(x)), F::MaxPool2dFuncOptions(2));
    x = F::max_pool2d(F::relu(conv2(x)), F::MaxPool2dFuncOptions(2));
    x = x.flatten(1);
    x = F::relu(fc1(x));
    x = F::relu(fc2(x));
    return fc3(x);
  }

  torch::nn::Conv2d conv1{torch::nn::Conv2dOptions(1, 6, 5).padding(2)};
  torch::nn::Conv2d conv2{torch::nn::Conv2dOptions(6, 16, 5)};
  torch::nn::Linear fc1{400, 120};
  torch::nn::Linear fc2{120, 84};
  torch::nn::Linear fc3{84, 10};
};

struct Training {
  explicit Training(int64_t batch)
      : model(seeded()),
        optimizer(model->parameters(), torch::optim::AdamOptions(1e-3)),
        images(torch::rand({batch, 1, 28, 28})),
        labels(torch::randint(0, 10, {batch})) {}

  double step() {
    optimizer.zero_grad();
    torch::Tensor loss = F::cross_entropy(model->forward(images), labels);
    loss.backward();
    optimizer.step();
    return loss.item<double>();
  }

  static std::shared_ptr<LeNet5> seeded() {
    torch::manual_seed(0);
    return std::make_shared<LeNet5>();
  }

  std::shared_ptr<LeNet5> model;
  torch::optim::Adam optimizer;
  torch::Tensor images;
  torch::Tensor labels;
};

struct Operands {
  torch::Tensor ones = torch::ones({2});
  torch::Tensor twos = torch::full({2}, 2.0f);
  torch::Tensor weight = torch::ones({2}, torch::requires_grad());
  torch::Tensor left = torch::full({8, 8}, 0.5f);
  torch::Tensor right = torch::full({8, 8}, 0.25f);
};

template <class Body>
double nanoseconds(int64_t repeats, Body&& body) {
  const auto start = std::chrono::steady_clock::now();
  for (int64_t i = 0; i < repeats; ++i) {
    body();
  }
  const std::chrono::duration<double, std::nano> elapsed = std::chrono::steady_clock::now() - start;
  return elapsed.count() / static_cast<double>(repeats);
}

void reply(double time, double check) {
  std::cout << "{\"ns\": " << time << ", \"check\": " << check << "}" << std::endl;
}

template <class Operation>
void answer_call(int64_t repeats, Operation&& operation) {
  const double time = nanoseconds(repeats, [&] { torch::Tensor result = operation(); });
  reply(time, operation().sum().template item<double>());
}

}  // namespace

int main() {
  std::cout.precision(17);
  std::cout << "{\"torch\": \"" << TORCH_VERSION << "\"}" << std::endl;
  const Operands on;
  std::unique_ptr<Training> training;
  std::string name;
  int threads = 0;
  int64_t repeats = 0;
  while (std::cin >> name >> threads >> repeats) {
    if (torch::get_num_threads() != threads) {
      torch::set_num_threads(threads);
    }
    if (name == "add") {
      answer_call(repeats, [&] { return on.ones + on.twos; });
    } else if (name == "add_grad") {
      answer_call(repeats, [&] { return on.weight + on.twos; });
    } else if (name == "relu") {
      answer_call(repeats, [&] { return torch::relu(on.ones); });
    } else if (name == "sum") {
      answer_call(repeats, [&] { return on.ones.sum(); });
    } else if (name == "matmul") {
      answer_call(repeats, [&] { return torch::matmul(on.left, on.right); });
    } else if (name == "start") {
      training = std::make_unique<Training>(64);
      reply(0, 0);
    } else if (name == "step") {
      double loss = 0;
      const double time = nanoseconds(repeats, [&] { loss = training->step(); });
      reply(time, loss);
    } else {
      std::cerr << "there is no case '" << name << "'" << std::endl;
      return 1;
    }
  }
  return 0;
}
