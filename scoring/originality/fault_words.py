"""Words for what makes a package unreadable: code to (English, Korean)."""

FAULTS = {
    "no_weights": (
        "The package holds no weights: there is no .safetensors file in it.",
        "제출물에 가중치가 없습니다. .safetensors 파일이 하나도 없습니다.",
    ),
    "no_safetensors": (
        "The package holds weights only in formats that are not examined ({file}); "
        "weights must be safetensors.",
        "검증하지 않는 형식의 가중치만 있습니다({file}). 가중치는 safetensors 형식이어야 합니다.",
    ),
    "no_tensors": (
        "The weight files hold no tensor with any value.",
        "가중치 파일에 값이 있는 텐서가 없습니다.",
    ),
    "too_many_files": (
        "The package holds more than {limit} files.",
        "제출물의 파일 수가 {limit}개를 넘습니다.",
    ),
    "file_empty": ("{file} is empty.", "{file}: 빈 파일입니다."),
    "file_too_short": (
        "{file} is too short to be a safetensors file.",
        "{file}: safetensors 파일이라기에는 너무 짧습니다.",
    ),
    "file_too_large": (
        "{file} is {size} bytes long; at most {limit} are read.",
        "{file}: 크기가 {size}바이트로, 읽을 수 있는 한도 {limit}바이트를 넘습니다.",
    ),
    "file_truncated": (
        "{file} ends before its data do: it is truncated.",
        "{file}: 데이터가 끝나기 전에 파일이 끝납니다. 잘린 파일입니다.",
    ),
    "file_name_malformed": (
        "A file name holds characters that cannot be shown: {file}",
        "파일 이름에 표시할 수 없는 문자가 있습니다: {file}",
    ),
    "is_zip": (
        "{file} is not safetensors but a ZIP archive, such as a pickled PyTorch checkpoint.",
        "{file}: safetensors가 아니라 ZIP 보관 파일(피클로 저장한 PyTorch 체크포인트 등)입니다.",
    ),
    "is_pickle": (
        "{file} is not safetensors but a Python pickle, which could run code.",
        "{file}: safetensors가 아니라 코드를 실행할 수 있는 파이썬 피클 파일입니다.",
    ),
    "is_gzip": (
        "{file} is not safetensors but a gzip file.",
        "{file}: safetensors가 아니라 gzip 압축 파일입니다.",
    ),
    "is_zstd": (
        "{file} is not safetensors but a zstd file.",
        "{file}: safetensors가 아니라 zstd 압축 파일입니다.",
    ),
    "is_gguf": (
        "{file} is not safetensors but a GGUF file.",
        "{file}: safetensors가 아니라 GGUF 파일입니다.",
    ),
    "is_hdf5": (
        "{file} is not safetensors but an HDF5 file.",
        "{file}: safetensors가 아니라 HDF5 파일입니다.",
    ),
    "is_numpy": (
        "{file} is not safetensors but a NumPy file.",
        "{file}: safetensors가 아니라 NumPy 파일입니다.",
    ),
    "is_html": (
        "{file} is not safetensors but a web page or XML text.",
        "{file}: safetensors가 아니라 웹 페이지나 XML 문서입니다.",
    ),
    "is_lfs_pointer": (
        "{file} is only a Git LFS pointer; the weights themselves were not uploaded.",
        "{file}: Git LFS 포인터일 뿐이며 실제 가중치가 올라오지 않았습니다.",
    ),
    "header_too_long": (
        "{file} claims a header of {length} bytes; at most {limit} are allowed.",
        "{file}: 헤더 길이가 {length}바이트라고 되어 있으나 허용 한도는 {limit}바이트입니다.",
    ),
    "header_beyond_file": (
        "{file} claims a header of {length} bytes, but the file has only {size}.",
        "{file}: 헤더 길이가 {length}바이트라고 되어 있으나 파일은 {size}바이트뿐입니다.",
    ),
    "header_no_object": (
        "The header of {file} is not a JSON object.",
        "{file}: 헤더가 JSON 객체가 아닙니다.",
    ),
    "header_json_invalid": (
        "The header of {file} is not valid JSON.",
        "{file}: 헤더가 올바른 JSON이 아닙니다.",
    ),
    "header_json_not_utf8": (
        "The header of {file} is not UTF-8 text.",
        "{file}: 헤더가 UTF-8 문자열이 아닙니다.",
    ),
    "header_json_too_deep": (
        "The header of {file} is nested too deeply.",
        "{file}: 헤더의 중첩이 너무 깊습니다.",
    ),
    "header_json_too_large": (
        "The header of {file} holds too many values.",
        "{file}: 헤더에 든 값이 너무 많습니다.",
    ),
    "header_json_duplicate_key": (
        "The header of {file} names “{key}” twice.",
        "{file}: 헤더에 “{key}”이(가) 두 번 나옵니다.",
    ),
    "metadata_malformed": (
        "The metadata in the header of {file} are not a table of texts.",
        "{file}: 헤더의 메타데이터가 문자열 표가 아닙니다.",
    ),
    "too_many_tensors": (
        "{file}: {count} tensors; at most {limit} are read.",
        "{file}: 텐서가 {count}개로, 읽을 수 있는 한도 {limit}개를 넘습니다.",
    ),
    "tensor_name_malformed": (
        "{file}: a tensor's name is empty, too long or not printable: “{tensor}”",
        "{file}: 텐서 이름이 비었거나 너무 길거나 표시할 수 없습니다: “{tensor}”",
    ),
    "tensor_malformed": (
        "{file}, tensor “{tensor}”: the description is not dtype, shape and data_offsets.",
        "{file}, 텐서 “{tensor}”: dtype, shape, data_offsets로 된 설명이 아닙니다.",
    ),
    "tensor_twice": (
        "Tensor “{tensor}” is in {other} and again in {file}.",
        "텐서 “{tensor}”이(가) {other}와(과) {file}에 모두 있습니다.",
    ),
    "dtype_unknown": (
        "{file}, tensor “{tensor}”: unknown number format “{dtype}”.",
        "{file}, 텐서 “{tensor}”: 알 수 없는 자료형 “{dtype}”입니다.",
    ),
    "shape_malformed": (
        "{file}, tensor “{tensor}”: the shape is not a short list of whole numbers.",
        "{file}, 텐서 “{tensor}”: 모양(shape)이 음이 아닌 정수의 짧은 목록이 아닙니다.",
    ),
    "offsets_malformed": (
        "{file}, tensor “{tensor}”: the offsets are not two whole numbers.",
        "{file}, 텐서 “{tensor}”: 위치(data_offsets)가 음이 아닌 정수 두 개가 아닙니다.",
    ),
    "offsets_outside": (
        "{file}, tensor “{tensor}”: its bytes {begin} to {end} are not all in the file, "
        "which has {size} bytes of data; the file is truncated or lies.",
        "{file}, 텐서 “{tensor}”: {begin}~{end}바이트 위치가 데이터 {size}바이트를 벗어납니다. "
        "파일이 잘렸거나 헤더가 사실과 다릅니다.",
    ),
    "bytes_disagree": (
        "{file}, tensor “{tensor}”: shape and format need {needed} bytes, the offsets give {said}.",
        "{file}, 텐서 “{tensor}”: 모양과 자료형으로는 {needed}바이트여야 하나 "
        "위치로는 {said}바이트입니다.",
    ),
    "offsets_overlap": (
        "{file}, tensor “{tensor}”: its bytes overlap those of another tensor.",
        "{file}, 텐서 “{tensor}”: 다른 텐서와 바이트가 겹칩니다.",
    ),
    "offsets_hole": (
        "{file}: there are bytes before tensor “{tensor}” that belong to no tensor.",
        "{file}: 텐서 “{tensor}” 앞에 어느 텐서에도 속하지 않는 바이트가 있습니다.",
    ),
    "bytes_behind": (
        "{file}: {count} bytes at the end belong to no tensor.",
        "{file}: 끝의 {count}바이트가 어느 텐서에도 속하지 않습니다.",
    ),
    "index_malformed": (
        "{file} is not a valid index of shards ({why}).",
        "{file}: 올바른 샤드 색인이 아닙니다({why}).",
    ),
    "index_disagrees": (
        "The index says tensor “{tensor}” is in {file}; it is not.",
        "색인에는 텐서 “{tensor}”이(가) {file}에 있다고 되어 있으나 그렇지 않습니다.",
    ),
    "shard_missing": (
        "The index names {file}, which is missing.",
        "색인에 있는 {file} 파일이 없습니다.",
    ),
    "shard_escapes": (
        "The index names “{file}”, which is not a plain file name of a shard in the package.",
        "색인에 있는 “{file}”은(는) 제출물 안의 샤드 파일 이름이 아닙니다.",
    ),
    "link_broken": (
        "{file} is a link that leads nowhere.",
        "{file}: 가리키는 곳이 없는 링크입니다.",
    ),
    "link_leaves": (
        "{file} is a link to something outside the package.",
        "{file}: 제출물 밖을 가리키는 링크입니다.",
    ),
    "not_regular": (
        "{file} is not a regular file.",
        "{file}: 일반 파일이 아닙니다.",
    ),
}
