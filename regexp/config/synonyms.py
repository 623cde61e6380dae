"""What people type in other tools, and what it is called here.

Only for suggestions: an unknown word is an error that names the right one. A target that isn't a key (yet)
is passed over, so the first that is one counts.
"""

from collections.abc import Iterable

_LEARNING_RATE = "lr learning_rate_init eta eta0 step_size base_lr initial_learning_rate init_lr max_lr"
_EPOCHS = "max_iter max_epochs n_epochs num_epochs nb_epoch n_iter iterations num_train_epochs epoch steps"
_HIDDEN = """layers units hidden_layer_sizes hidden_layers hidden_size hidden_sizes hidden_units hidden_dim
    n_hidden num_hidden width widths neurons layer_sizes n_units num_units architecture depth"""
_L2 = """lambda lam lmbda reg reg_lambda alpha l2_reg l2_regularization l2_penalty ridge
    tikhonov weight_penalty penalty kernel_regularizer regularizer"""
_L1 = "lasso l1_reg l1_regularization l1_penalty reg_alpha sparsity"
_DROPOUT = "drop_rate drop_prob dropout_rate dropout_p dropout_prob p keep_prob hidden_dropout"
_EARLY_STOPPING = "early_stop earlystopping early_stopping_rounds earlystop stop_early es"
_WARMUP = "warm_up warmup_epochs num_warmup_epochs lr_warmup warmup_steps num_warmup_steps warmup_ratio"
_COSINE = """cos cosine_annealing cosine_decay cosineannealinglr cosineannealingwarmrestarts sgdr
    warm_restarts cosine_restarts cosine_annealing_warm_restarts cosine_warmup"""
_VALIDATION = """validation_split validation_fraction val_split val_size val_fraction valid_size eval_size
    dev_size validation"""
_NORMALIZATION = "batch_norm batchnorm batchnormalization batch_normalization layer_norm layernorm"
_GRADIENT_CLIP = """clipnorm clip_norm clip max_grad_norm clip_grad_norm clip_grad_norm_ global_clipnorm
    grad_clip gradient_clipping clip_gradients clipvalue clip_value clip_grad_value clip_grad_value_"""
_STANDARD_DEVIATION = "stddev std stdev sigma"

KEYS: tuple[tuple[str, str], ...] = (
    (_LEARNING_RATE, "optimizer.learning_rate"),
    (_EPOCHS, "optimizer.epochs"),
    (_HIDDEN, "model.hidden"),
    ("wd adamw decoupled_weight_decay", "regularization.weight_decay"),
    (_L2, "regularization.l2"),
    (_L1, "regularization.l1"),
    (_DROPOUT, "regularization.dropout"),
    ("input_drop dropout_input visible_dropout input_dropout_rate", "regularization.input_dropout"),
    ("drop_connect weight_dropout", "regularization.dropconnect"),
    ("gaussian_dropout gaussiandropout", "regularization.dropout"),
    ("gaussian_noise gaussiannoise", "regularization.input_noise"),
    (_STANDARD_DEVIATION, "regularization.input_noise.standard_deviation"),
    ("grad_noise", "regularization.gradient_noise"),
    (_GRADIENT_CLIP, "regularization.gradient_clip"),
    ("orthogonal_regularizer orthogonality", "regularization.orthogonal"),
    (_EARLY_STOPPING, "regularization.early_stopping"),
    ("n_iter_no_change early_stopping_patience", "regularization.early_stopping.patience"),
    ("tol", "regularization.early_stopping.min_delta"),
    ("regularisation regularizers regularisers reg", "regularization"),
    ("batch batchsize bs minibatch mini_batch minibatch_size train_batch_size", "optimizer.batch_size"),
    ("nesterovs_momentum nesterov_momentum", "optimizer.nesterov"),
    ("beta_1 b1 betas", "optimizer.beta1"),
    ("beta_2 b2", "optimizer.beta2"),
    ("eps adam_epsilon", "optimizer.epsilon"),
    ("mu", "optimizer.momentum"),
    ("history_size maxcor", "optimizer.memory"),
    ("gtol tolerance_grad", "optimizer.tolerance"),
    ("rho alpha smoothing_constant", "optimizer.decay"),
    ("scheduler lr_scheduler lr_schedule learning_rate_schedule annealing", "optimizer.schedule"),
    (_WARMUP, "optimizer.schedule.warmup"),
    ("step_size step_epochs lr_step_size decay_steps", "optimizer.schedule.every"),
    ("gamma lr_decay decay_rate lr_factor", "optimizer.schedule.factor"),
    ("eta_min end_factor end_lr", "optimizer.schedule.final"),
    ("min_lr lr_min", "optimizer.schedule.minimum"),
    ("lr_patience", "optimizer.schedule.wait"),
    ("t_0 restart_epochs restarts first_cycle_steps cycle_length", "optimizer.schedule.cycle_epochs"),
    ("t_mult cycle_mult", "optimizer.schedule.cycle_growth"),
    ("pct_start", "optimizer.schedule.rising"),
    ("start_factor initial_factor", "optimizer.schedule.start"),
    ("opt optim solver algorithm optimiser", "optimizer"),
    (
        "act nonlinearity activation_function hidden_activation activations transfer_function",
        "model.activation",
    ),
    (_NORMALIZATION, "model.normalization"),
    ("init weight_init kernel_initializer initializer initialisation init_scheme", "model.initialization"),
    ("net network classifier estimator", "model"),
    ("criterion loss_fn loss_function loss_type objective cost", "loss"),
    ("metric metrics eval_metric scoring score_metric", "monitor"),
    ("random_state random_seed rng manual_seed", "seed"),
    ("precision float_type", "dtype"),
    ("data data_set datasets csv file input_file", "dataset"),
    (_VALIDATION, "dataset.validation_size"),
    ("test_split test_fraction holdout", "dataset.test_size"),
    ("n_train num_train train_fraction train_split train_samples train_rows", "dataset.train_size"),
    ("noisy_labels flip_y label_flip", "dataset.label_noise"),
    ("gaussian_noise", "dataset.feature_noise"),
    ("n_samples num_samples rows n_points points", "dataset.samples"),
    ("n_features num_features", "dataset.inputs"),
    (
        "standardize standardise normalize normalise scaler scaling preprocessing",
        "dataset.scale",
    ),
    ("label label_column y_col target_column", "dataset.target"),
    ("sep separator", "dataset.delimiter"),
    ("degree", "dataset.features.polynomial"),
    ("eval_every evaluate_every eval_interval log_interval validation_freq eval_freq", "evaluation.every"),
    ("run_name experiment experiment_name title", "name"),
    ("pretrained checkpoint init_weights initial_weights", "model.weights"),
)

FIELDS: tuple[tuple[str, str], ...] = (
    (_L2 + " beta coefficient", "strength"),
    (_DROPOUT + " prob probability", "rate"),
    (_STANDARD_DEVIATION, "standard_deviation"),
    (_GRADIENT_CLIP + " max_norm max_value maxnorm c", "limit"),
    ("momentum ema_momentum", "decay"),
    ("alpha", "concentration"),
    ("rho", "radius"),
    ("epsilon eps smoothing alpha", "amount"),
    ("patience", "wait"),
    ("wait n_iter_no_change rounds stopping_rounds", "patience"),
)
"""What fields of components are called in other tools, some of it keys elsewhere here."""

VALUES: tuple[tuple[str, str], ...] = (
    ("val_loss valid_loss dev_loss loss", "validation_loss"),
    ("val_acc val_accuracy validation_acc acc accuracy", "validation_accuracy"),
    ("val_mse", "validation_mse"),
    ("val_mae", "validation_mae"),
    ("val_r2", "validation_r2"),
    ("train_acc", "train_accuracy"),
    ("mse mean_squared_error l2 squared quadratic least_squares", "squared_error"),
    ("bce binary_crossentropy binary_cross_entropy log_loss logistic logloss", "sigmoid_cross_entropy"),
    ("ce cross_entropy crossentropy categorical_crossentropy nll softmax", "softmax_cross_entropy"),
    ("mae l1 mean_absolute_error l1_loss median pinball quantile", "absolute"),
    ("smooth_l1 smooth_l1_loss huber_loss pseudo_huber", "huber"),
    ("poisson_nll poisson_nll_loss poisson_loss poisson_deviance counts", "poisson"),
    ("linear none", "identity"),
    ("logistic", "sigmoid"),
    ("swish silu elu selu", "gelu"),
    ("leaky lrelu leakyrelu", "leaky_relu"),
    ("xavier glorot_uniform xavier_uniform", "glorot"),
    ("kaiming he_normal kaiming_normal", "he"),
    ("lecun_normal", "lecun"),
    ("adamw nadam adamax amsgrad radam", "adam"),
    ("rms", "rmsprop"),
    ("adadelta", "adagrad"),
    ("signsgd signum", "lion"),
    ("momentum nesterov", "sgd"),
    ("l_bfgs l_bfgs_b lbfgsb lbfgs_b bfgs newton newton_cg quasi_newton", "lbfgs"),
    ("gradient_descent batch_gd full_batch", "gd"),
    ("lstsq ols normal_equation least_squares closed_form cholesky svd", "exact"),
    ("logistic regression logistic_regression softmax_regression linear_regression ridge lasso", "linear"),
    ("nn dnn fnn feedforward neural_network mlpclassifier mlpregressor perceptron net network", "mlp"),
    ("none fixed", "constant"),
    (_COSINE, "cosine"),
    ("steplr multistep multisteplr multi_step step_decay staircase piecewise", "step"),
    ("exponentiallr exponential_decay exp", "exponential"),
    ("linearlr linear_decay linearly polynomial polynomial_decay", "linear"),
    ("reducelronplateau reduce_lr_on_plateau reduce_on_plateau adaptive", "plateau"),
    ("onecycle onecyclelr one_cycle_lr 1cycle cyclic cycliclr super_convergence", "one_cycle"),
    ("float fp32 single f32", "float32"),
    ("double fp64 f64", "float64"),
    ("standardize zscore z_score standard_scaler", "standard"),
    ("min_max minmax_scaler", "minmax"),
    ("cancer breastcancer wdbc", "breast_cancer"),
    ("mnist fashion_mnist kmnist", "idx"),
    ("make_moons two_moons", "moons"),
    ("tsv", "csv"),
    ("all batch", "full"),
    ("yes on", "true"),
    ("no off", "false"),
)


COMPANIONS = {"adamw": "regularization.weight_decay"}
"""What a value of another tool stands for besides the value that it is here."""

SETTINGS_BESIDE: tuple[tuple[str, tuple[str, str]], ...] = (
    ("gaussian_dropout gaussiandropout", ("regularization.dropout.noise", "gaussian")),
    ("clipvalue clip_value clip_grad_value clip_grad_value_", ("regularization.gradient_clip.by", "value")),
)
"""What else is to be set, and to what, for a key of another tool to mean the same here."""


def normal(word: str) -> str:
    """Return a word as the tables have it: `--Early-Stopping` is `early_stopping`."""
    return word.strip().lstrip("-").lower().replace("-", "_").replace(" ", "_")


def keys_for(word: str) -> list[str]:
    """Return what a key of another tool may be called here, as dotted paths."""
    return _targets(KEYS, word)


def fields_for(word: str, known: Iterable[str]) -> list[str]:
    """Return the known fields that a field of another tool's component may stand for."""
    names = set(known)
    return [target for target in _targets(FIELDS, word) if target in names]


def setting_beside(word: str) -> tuple[str, str] | None:
    """Return the path and the value of what is to be set beside what a key of another tool stands for."""
    return next((setting for words, setting in SETTINGS_BESIDE if normal(word) in words.split()), None)


def value_for(word: str, accepted: Iterable[str]) -> str | None:
    """Return the accepted word that a value of another tool stands for, if there is one."""
    known = set(accepted)
    return next((target for target in _targets(VALUES, word) if target in known), None)


def _targets(table: tuple[tuple[str, str], ...], word: str) -> list[str]:
    return [target for words, target in table if normal(word) in words.split()]
