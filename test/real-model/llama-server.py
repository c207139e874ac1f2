"""Serves a GGUF file with llama.cpp's HTTP server on a free loopback port, says where, and ends with its standard input."""

import os
import sys

import xllamacpp

params = xllamacpp.CommonParams()
params.model.path, params.api_keys = sys.argv[1], [os.environ["LLAMA_API_KEY"]]
params.hostnames, params.port = ["127.0.0.1"], 0
params.n_ctx, params.n_parallel = 8192, 1
# So small a model repeats itself for ever where nothing keeps it from that.
params.n_predict = 300
params.sampling.penalty_repeat, params.sampling.penalty_last_n = 1.1, 256
# A second thread waits for the first: with every core busy elsewhere that is forty times slower than one alone.
params.cpuparams.n_threads = max(1, min(4, (os.cpu_count() or 1) - 1))
server = xllamacpp.Server(params)
print(server.listening_address, flush=True)
sys.stdin.read()
os._exit(0)
