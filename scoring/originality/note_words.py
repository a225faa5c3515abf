"""Words for progress, observations, reasons and limits: code to (English, Korean)."""

NOTES = {
    # progress
    "step_opening": ("Reading headers: {package}", "헤더를 읽는 중: {package}"),
    "step_scanning": (
        "Reading weights of {package}: {tensor}",
        "{package}의 가중치를 읽는 중: {tensor}",
    ),
    "step_comparing": (
        "Comparing with {reference}: {component}",
        "{reference}와(과) 비교하는 중: {component}",
    ),
    "step_deciding": ("Putting the findings together", "결과를 정리하는 중"),
    # what was noticed in the package
    "config_missing": (
        "There is no config.json; places were told from names and shapes alone.",
        "config.json이 없어 이름과 모양만으로 구성요소를 구분했습니다.",
    ),
    "config_unreadable": (
        "config.json could not be read as JSON; places were told from names and shapes alone.",
        "config.json을 JSON으로 읽을 수 없어 이름과 모양만으로 구성요소를 구분했습니다.",
    ),
    "config_contradicts": (
        "config.json says {key} is {said}; the weights show {found}.",
        "config.json에는 {key}이(가) {said}(으)로 되어 있으나 가중치에서는 {found}입니다.",
    ),
    "code_not_run": (
        "The package brings code of its own. It was not run and not examined.",
        "제출물에 자체 코드가 있습니다. 실행하거나 검증하지 않았습니다.",
    ),
    "index_omits": (
        "{count} tensors are in the shards but not in the index, “{tensor}” among them; "
        "they were examined too.",
        "색인에 없는 텐서 {count}개가 샤드에 있습니다(예: “{tensor}”). 함께 검증했습니다.",
    ),
    "not_examined": (
        "{count} files in other formats were not examined, {file} among them.",
        "다른 형식의 파일 {count}개는 검증하지 않았습니다(예: {file}).",
    ),
    "values_not_finite": (
        "{count} values are not finite numbers (NaN or infinity), in {tensors} tensors, "
        "“{tensor}” among them; they were taken as zero.",
        "유한하지 않은 값(NaN, 무한대)이 텐서 {tensors}개에 {count}개 있습니다"
        "(예: “{tensor}”). 0으로 보고 계산했습니다.",
    ),
    "tensors_constant": (
        "{count} matrices hold one value throughout, “{tensor}” among them.",
        "모든 값이 같은 행렬이 {count}개 있습니다(예: “{tensor}”).",
    ),
    "places_unknown": (
        "{count} tensors could not be placed by name and shape; they were compared as plain "
        "matrices. “{tensor}” is one.",
        "이름과 모양으로 구성요소를 알 수 없는 텐서가 {count}개 있어 일반 행렬로 비교했습니다"
        "(예: “{tensor}”).",
    ),
    # why a verdict
    "derived_by_bytes": (
        "{tensors} tensors ({bytes} bytes) are identical to the reference's, number for number.",
        "텐서 {tensors}개({bytes}바이트)가 참조 모델과 수치까지 완전히 같습니다.",
    ),
    "derived_by_effect": (
        "Matched units resemble each other far beyond chance (rho {rho}, threshold {threshold}), "
        "in both halves: initial weights independent of this reference are ruled out.",
        "대응하는 단위의 닮음이 우연의 범위를 크게 벗어나며(ρ {rho}, 기준 {threshold}) 두 절반에서 "
        "모두 재현되었습니다. 초기값이 이 참조 모델과 독립이라는 가설은 기각됩니다.",
    ),
    "nothing_found": (
        "No resemblance beyond chance was found.",
        "우연을 넘는 닮음이 발견되지 않았습니다.",
    ),
    "effect_below_threshold": (
        "A resemblance was measured but is below the threshold (rho {rho}, threshold {threshold}).",
        "닮음이 측정되었으나 기준에 못 미칩니다(ρ {rho}, 기준 {threshold}).",
    ),
    "nothing_alike": (
        "The reference has nothing of matching shape; only exact reuse was looked for.",
        "참조 모델에 비교할 수 있는 모양의 부분이 없어 동일 여부만 확인했습니다.",
    ),
    "norms_never_decide": (
        "Norm gains and biases resemble each other between unrelated models too; "
        "they are reported and never decide.",
        "정규화 계수와 편향은 무관한 모델끼리도 닮으므로 보고만 하고 판정에는 쓰지 않습니다.",
    ),
    "maybe_shared_seed": (
        "All layers resemble the reference weakly and alike, but not in what training added: "
        "both models may have started from the same random seed.",
        "모든 층이 참조 모델과 약하게 고루 닮았으나 학습으로 생긴 부분은 닮지 않았습니다. "
        "두 모델이 같은 난수 초기값에서 출발했을 수 있습니다.",
    ),
    "not_replicated": (
        "A resemblance was found but not in both halves or both kinds of tensor.",
        "닮음이 발견되었으나 두 절반 또는 두 종류의 텐서에서 모두 재현되지는 않았습니다.",
    ),
    "coverage_low": (
        "Only {share} of the component's bytes could be understood.",
        "구성요소 바이트 중 {share}만 해석할 수 있었습니다.",
    ),
    "reference_unreadable": (
        "The reference could not be read: {why}",
        "참조 모델을 읽을 수 없습니다: {why}",
    ),
    "reference_changed": (
        "The weights of {reference} are not those that were entered in the library.",
        "{reference}의 가중치가 라이브러리에 등록된 것과 다릅니다.",
    ),
    "suspect_unreadable": (
        "The package could not be read: {why}",
        "제출물을 읽을 수 없습니다: {why}",
    ),
    # what an inconclusive finding asks for
    "ask_seed": (
        "the random seed and the checkpoint of step 0",
        "난수 초기값(seed)과 0단계 체크포인트",
    ),
    "ask_plain_weights": (
        "the weights in a plain number format (bfloat16 or float32)",
        "일반 자료형(bfloat16 또는 float32)으로 된 가중치",
    ),
    "ask_training_record": (
        "training logs and intermediate checkpoints",
        "학습 기록과 중간 체크포인트",
    ),
    # what was not tested
    "untested_width": (
        "Widths differ ({suspect} and {reference}): unit by unit comparison needs equal widths.",
        "폭이 달라({suspect}, {reference}) 단위별 비교를 할 수 없습니다.",
    ),
    "untested_format": (
        "{count} tensors are in a packed number format and were only compared byte by byte.",
        "압축된 자료형의 텐서 {count}개는 바이트 동일 여부만 비교했습니다.",
    ),
    "untested_tables": (
        "{count} computed tables (positions, rotary, masks) are alike in unrelated models "
        "and were left out.",
        "계산으로 만든 표(위치, 회전, 마스크) {count}개는 무관한 모델끼리도 같으므로 제외했습니다.",
    ),
    "untested_sample": (
        "Units were compared on a sample of {count} per layer.",
        "층마다 단위 {count}개를 표본으로 비교했습니다.",
    ),
    # limits of the method
    "limit_library": (
        "Only the references listed were compared; descent from a model not listed is not seen.",
        "나열된 참조 모델과만 비교했습니다. 목록에 없는 모델에서 파생된 경우는 알 수 없습니다.",
    ),
    "limit_distillation": (
        "Training on another model's outputs leaves no trace in the weights and is not seen.",
        "다른 모델의 출력으로 학습한 경우(증류)는 가중치에 흔적이 남지 않아 알 수 없습니다.",
    ),
    "limit_weak": (
        "Reuse whose aligned effect has fallen below the threshold is not told from chance.",
        "정렬된 효과가 기준 아래로 떨어진 재사용은 우연과 구별되지 않습니다.",
    ),
    "limit_architecture": (
        "Likeness of architecture, code, tokenizer or data is no derivation of weights.",
        "구조, 코드, 토크나이저, 데이터의 유사성은 가중치 파생이 아닙니다.",
    ),
    "limit_independent": (
        "No evidence is not proof of independence: that needs process evidence.",
        "증거 없음은 독립의 증명이 아닙니다. 독립 판정에는 학습 과정 증거가 필요합니다.",
    ),
}
