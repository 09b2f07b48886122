import GradientVerification

// Lets nnverify ask DenseNetwork. For a network of your own: conform it to `Implementation`, and say here what it is.
let network = DenseNetwork()
var server = WorkerServer(
  network,
  hello: Hello(name: "swift", quantities: Set(WireQuantity.allCases), capabilities: network.capabilities))
server.run()
