/// The laws that tie problems of the suite.
public enum Law: String, Hashable, Sendable, CaseIterable {
  // The cases of a batch.
  case meanAndSum = "mean_and_sum"
  case casesPermuted = "cases_permuted"
  case casesRepeated = "cases_repeated"
  case caseWithoutEffect = "case_without_effect"

  // Neurons, features and classes.
  case neuronsPermuted = "neurons_permuted"
  case featuresPermuted = "features_permuted"
  case classesPermuted = "classes_permuted"
  case silentNeuron = "silent_neuron"
  case deafNeuron = "deaf_neuron"
  case splitNeuron = "split_neuron"
  case scaledNeuron = "scaled_neuron"

  // Signs.
  case signsFlipped = "signs_flipped"
  case everythingNegated = "everything_negated"
  case complement

  // Outputs and targets.
  case softmaxShift = "softmax_shift"
  case twoClasses = "two_classes"
  case outputsScaled = "outputs_scaled"
  case targetsScaled = "targets_scaled"
  case targetsShifted = "targets_shifted"
  case rolesExchanged = "roles_exchanged"

  // Two ways to write one function.
  case composition
  case identityLayer = "identity_layer"
  case sigmoidAsTanh = "sigmoid_as_tanh"
  case reflection
  case coincidence
}
