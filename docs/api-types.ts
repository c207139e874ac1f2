/* Made by npm run docs:types from the OpenAPI document; do not edit. */

export interface paths {
  "/api/sendMessage": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    post: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody: { content: {
        "application/json": {
          content: string;
          thread_id?: string | null;
          data?: {
            Cmds?: ({
              Command: string;
              Output?: string | null;
              execute?: boolean;
              files?: { [key: string]: string } | ({
                file_path: string;
                file_content: string;
                [key: string]: unknown;
              })[] | null;
              [key: string]: unknown;
            })[] | null;
            execute_all?: boolean;
            executedCmds?: ({
              Command?: string | null;
              Output?: string | null;
              [key: string]: unknown;
            })[] | null;
            kubeconfig?: string | null;
            RejectedCommands?: ({
              command?: string | null;
              Command?: string | null;
              reason?: string | null;
              [key: string]: unknown;
            })[] | null;
            [key: string]: unknown;
          } | null;
          platform_context?: {
            k8s_namespace?: string | null;
            [key: string]: unknown;
          } | null;
          pastMessages?: ({
            userMsg?: {
              content?: string | null;
              data?: {
                executedCmds?: ({
                  Command?: string | null;
                  Output?: string | null;
                  [key: string]: unknown;
                })[] | null;
                RejectedCmds?: ({
                  command?: string | null;
                  Command?: string | null;
                  reason?: string | null;
                  [key: string]: unknown;
                })[] | null;
                [key: string]: unknown;
              } | null;
              [key: string]: unknown;
            } | null;
            agentResponse?: {
              content?: string | null;
              Content?: string | null;
              data?: {
                executedCmds?: ({
                  Command?: string | null;
                  Output?: string | null;
                  [key: string]: unknown;
                })[] | null;
                [key: string]: unknown;
              } | null;
              [key: string]: unknown;
            } | null;
            nextMsgContext?: ({
              type?: string | null;
              command?: {
                Command?: string | null;
                Output?: string | null;
                [key: string]: unknown;
              } | null;
              [key: string]: unknown;
            })[] | null;
            [key: string]: unknown;
          })[] | null;
          [key: string]: unknown;
        };
      } };
      responses: {
        200: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            Content: string;
            data: {
              Cmds: ({
                Command: string;
                Output: string;
                execute: boolean;
                reason?: string;
                risk?: "read" | "sensitive" | "write" | "destructive" | "forbidden";
                blocked?: {
                  rule: string;
                  reason: string;
                };
                exit_code?: number | null;
                stderr?: string;
                stdout?: string;
                duration_ms?: number;
                truncated?: boolean;
                [key: string]: unknown;
              })[];
              executedCmds: ({
                Command: string;
                Output: string;
                execute: boolean;
                reason?: string;
                risk?: "read" | "sensitive" | "write" | "destructive" | "forbidden";
                blocked?: {
                  rule: string;
                  reason: string;
                };
                exit_code?: number | null;
                stderr?: string;
                stdout?: string;
                duration_ms?: number;
                truncated?: boolean;
                [key: string]: unknown;
              })[];
              execute_all?: boolean;
              findings: (Finding)[];
              conclusion: {
                verdict: "cause-found" | "healthy" | "undecided" | "answered";
                summary: string;
                confidence: "confirmed" | "likely" | "possible";
              };
              usage?: Usage;
              [key: string]: unknown;
            };
            thread_id: string;
            engine: string;
            [key: string]: unknown;
          };
        } };
        400: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            error: string;
          };
        } };
        401: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            error: string;
          };
        } };
        413: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            error: string;
          };
        } };
        415: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            error: string;
          };
        } };
        500: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            error: string;
          };
        } };
        502: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            error: string;
          };
        } };
        503: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            error: string;
          };
        } };
        504: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            error: string;
          };
        } };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/health": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: {
      parameters: {
        query?: {
          "data.kubeconfig"?: string;
        };
        header?: {
          "X-Kubeconfig"?: string;
        };
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            status: "healthy";
            kubectl_access: boolean;
            kubectl_message: string;
            engine?: string;
            models?: ({
              name: string;
              resting: boolean;
              last_error: string | null;
            })[];
          };
        } };
        400: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            error: string;
          };
        } };
        401: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            error: string;
          };
        } };
      };
    };
    put?: never;
    post: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: { content: {
        "application/json": {
          data?: {
            kubeconfig?: string | null;
            [key: string]: unknown;
          } | null;
          [key: string]: unknown;
        };
      } };
      responses: {
        200: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            status: "healthy";
            kubectl_access: boolean;
            kubectl_message: string;
            engine?: string;
            models?: ({
              name: string;
              resting: boolean;
              last_error: string | null;
            })[];
          };
        } };
        400: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            error: string;
          };
        } };
        401: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            error: string;
          };
        } };
        413: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            error: string;
          };
        } };
        415: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            error: string;
          };
        } };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/kubectl-command": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    post: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody: { content: {
        "application/json": {
          query: string;
          execute?: boolean;
          [key: string]: unknown;
        };
      } };
      responses: {
        200: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            kubectl_command: string;
            execution_result: string | null;
            execution_error: string | null;
            from_cache: boolean;
          };
        } };
        401: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            detail: string;
          };
        } };
        413: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            detail: string;
          };
        } };
        422: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            detail: string | ({
              type: string;
              loc: (string | number)[];
              msg: string;
              input: unknown;
              [key: string]: unknown;
            })[];
          };
        } };
        429: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            error: string;
          };
        } };
        500: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            detail: string;
          };
        } };
        503: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            detail: string;
          };
        } };
        504: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            detail: string;
          };
        } };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/health": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            status: "healthy";
          };
        } };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/metrics": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content?: never };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/openapi.json": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content?: never };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/docs": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content?: never };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/threads": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: {
      parameters: {
        query?: {
          limit?: number;
          after?: string;
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            threads: (Thread)[];
            next: string | null;
          };
        } };
        400: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            error: string;
          };
        } };
        401: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            error: string;
          };
        } };
      };
    };
    put?: never;
    post: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: { content: {
        "application/json": {
          title?: string | null;
          kubeconfig?: string | null;
          [key: string]: unknown;
        };
      } };
      responses: {
        201: { headers: { [name: string]: unknown }; content: {
          "application/json": Thread;
        } };
        400: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            error: string;
          };
        } };
        401: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            error: string;
          };
        } };
        413: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            error: string;
          };
        } };
        415: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            error: string;
          };
        } };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/threads/{thread}": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          thread: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            id: string;
            title: string | null;
            created_at: string;
            updated_at: string;
            turn_count: number;
            turns: (Turn)[];
            unfinished: (UnfinishedTurn)[];
          };
        } };
        401: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            error: string;
          };
        } };
        404: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            error: string;
          };
        } };
      };
    };
    put?: never;
    post?: never;
    delete: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          thread: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        204: { headers: { [name: string]: unknown }; content?: never };
        401: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            error: string;
          };
        } };
        404: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            error: string;
          };
        } };
      };
    };
    options?: never;
    head?: never;
    patch: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          thread: string;
        };
        cookie?: never;
      };
      requestBody: { content: {
        "application/json": {
          title: string;
          [key: string]: unknown;
        };
      } };
      responses: {
        200: { headers: { [name: string]: unknown }; content: {
          "application/json": Thread;
        } };
        400: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            error: string;
          };
        } };
        401: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            error: string;
          };
        } };
        404: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            error: string;
          };
        } };
        413: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            error: string;
          };
        } };
        415: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            error: string;
          };
        } };
      };
    };
    trace?: never;
  };
  "/api/v1/threads/{thread}/export": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          thread: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            id: string;
            [key: string]: unknown;
          };
        } };
        401: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            error: string;
          };
        } };
        404: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            error: string;
          };
        } };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/threads/{thread}/messages": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    post: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          thread: string;
        };
        cookie?: never;
      };
      requestBody: { content: {
        "application/json": {
          content?: string | null;
          execute_all?: boolean;
          namespace?: string | null;
          kubeconfig?: string | null;
          commands?: ({
            command: string;
            files?: { [key: string]: string } | null;
            [key: string]: unknown;
          })[] | null;
          results?: ({
            command?: string | null;
            output: string;
            [key: string]: unknown;
          })[] | null;
          approve?: ({
            suggestion: string;
            command?: string | null;
            files?: { [key: string]: string } | null;
            [key: string]: unknown;
          })[] | null;
          edit?: ({
            suggestion: string;
            command: string;
            files?: { [key: string]: string } | null;
            [key: string]: unknown;
          })[] | null;
          reject?: ({
            suggestion: string;
            reason?: string | null;
            [key: string]: unknown;
          })[] | null;
          [key: string]: unknown;
        };
      } };
      responses: {
        200: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            thread: string;
            turn: Turn;
          };
          "text/event-stream": TurnEvent;
        } };
        400: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            error: string;
          };
        } };
        401: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            error: string;
          };
        } };
        404: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            error: string;
          };
        } };
        409: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            error: string;
          };
        } };
        413: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            error: string;
          };
        } };
        415: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            error: string;
          };
        } };
        500: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            error: string;
          };
        } };
        502: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            error: string;
          };
        } };
        503: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            error: string;
          };
        } };
        504: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            error: string;
          };
        } };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/threads/{thread}/turns/{turn}": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          thread: string;
          turn: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content: {
          "application/json": Turn | UnfinishedTurn;
        } };
        401: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            error: string;
          };
        } };
        404: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            error: string;
          };
        } };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/threads/{thread}/turns/{turn}/events": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: {
      parameters: {
        query?: {
          after?: string;
        };
        header?: {
          "Last-Event-ID"?: string;
        };
        path: {
          thread: string;
          turn: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content: {
          "text/event-stream": TurnEvent;
        } };
        400: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            error: string;
          };
        } };
        401: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            error: string;
          };
        } };
        404: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            error: string;
          };
        } };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/threads/{thread}/turns/{turn}/cancel": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    post: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          thread: string;
          turn: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        202: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            turn: string;
            state: "cancelling";
          };
        } };
        401: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            error: string;
          };
        } };
        404: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            error: string;
          };
        } };
        409: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            error: string;
          };
        } };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/threads/{thread}/turns/{turn}/resume": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    post: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          thread: string;
          turn: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            thread: string;
            turn: Turn;
          };
          "text/event-stream": TurnEvent;
        } };
        400: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            error: string;
          };
        } };
        401: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            error: string;
          };
        } };
        404: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            error: string;
          };
        } };
        409: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            error: string;
          };
        } };
        413: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            error: string;
          };
        } };
        415: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            error: string;
          };
        } };
        500: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            error: string;
          };
        } };
        502: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            error: string;
          };
        } };
        503: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            error: string;
          };
        } };
        504: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            error: string;
          };
        } };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/threads/{thread}/suggestions/{suggestion}/approve": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    post: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          thread: string;
          suggestion: string;
        };
        cookie?: never;
      };
      requestBody?: { content: {
        "application/json": {
          command?: string | null;
          files?: { [key: string]: string } | null;
          content?: string | null;
          execute_all?: boolean;
          [key: string]: unknown;
        };
      } };
      responses: {
        200: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            thread: string;
            turn: Turn;
          };
          "text/event-stream": TurnEvent;
        } };
        400: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            error: string;
          };
        } };
        401: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            error: string;
          };
        } };
        404: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            error: string;
          };
        } };
        409: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            error: string;
          };
        } };
        413: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            error: string;
          };
        } };
        415: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            error: string;
          };
        } };
        500: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            error: string;
          };
        } };
        502: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            error: string;
          };
        } };
        503: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            error: string;
          };
        } };
        504: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            error: string;
          };
        } };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/threads/{thread}/suggestions/{suggestion}/edit": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    post: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          thread: string;
          suggestion: string;
        };
        cookie?: never;
      };
      requestBody: { content: {
        "application/json": {
          command: string;
          files?: { [key: string]: string } | null;
          content?: string | null;
          execute_all?: boolean;
          [key: string]: unknown;
        };
      } };
      responses: {
        200: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            thread: string;
            turn: Turn;
          };
          "text/event-stream": TurnEvent;
        } };
        400: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            error: string;
          };
        } };
        401: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            error: string;
          };
        } };
        404: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            error: string;
          };
        } };
        409: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            error: string;
          };
        } };
        413: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            error: string;
          };
        } };
        415: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            error: string;
          };
        } };
        500: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            error: string;
          };
        } };
        502: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            error: string;
          };
        } };
        503: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            error: string;
          };
        } };
        504: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            error: string;
          };
        } };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/threads/{thread}/suggestions/{suggestion}/reject": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get?: never;
    put?: never;
    post: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          thread: string;
          suggestion: string;
        };
        cookie?: never;
      };
      requestBody?: { content: {
        "application/json": {
          reason?: string | null;
          content?: string | null;
          execute_all?: boolean;
          [key: string]: unknown;
        };
      } };
      responses: {
        200: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            thread: string;
            turn: Turn;
          };
          "text/event-stream": TurnEvent;
        } };
        400: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            error: string;
          };
        } };
        401: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            error: string;
          };
        } };
        404: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            error: string;
          };
        } };
        409: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            error: string;
          };
        } };
        413: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            error: string;
          };
        } };
        415: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            error: string;
          };
        } };
        500: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            error: string;
          };
        } };
        502: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            error: string;
          };
        } };
        503: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            error: string;
          };
        } };
        504: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            error: string;
          };
        } };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/v1/threads/{thread}/evidence/{evidence}": {
    parameters: { query?: never; header?: never; path?: never; cookie?: never };
    get: {
      parameters: {
        query?: {
          from?: number;
          to?: number;
          search?: string;
          stream?: "stdout" | "stderr";
        };
        header?: never;
        path: {
          thread: string;
          evidence: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        200: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            evidence: string;
            command: string;
            origin: "executed" | "pasted" | "past";
            namespace: string;
            exit_code: number | null;
            lines: number;
            error_lines: number;
            risk?: "read" | "sensitive" | "write" | "destructive" | "forbidden";
            duration_ms?: number;
            timed_out?: boolean;
            truncated?: boolean;
            stream: "stdout" | "stderr";
            content: ({
              line: number;
              text: string;
            })[];
            next_from: number | null;
          };
        } };
        400: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            error: string;
          };
        } };
        401: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            error: string;
          };
        } };
        404: { headers: { [name: string]: unknown }; content: {
          "application/json": {
            error: string;
          };
        } };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}

export type Finding = {
  code: string;
  severity: "critical" | "warning" | "info";
  object: {
    kind: string;
    namespace?: string;
    name: string;
  };
  summary: string;
  evidence: ({
    command: string;
    line: number;
    text: string;
    [key: string]: unknown;
  })[];
  explains: (string)[];
  [key: string]: unknown;
};

export type Usage = {
  requests: number;
  retries: number;
  fallbacks: number;
  unparsable: number;
  unsupported_claims: number;
  input_tokens: number;
  output_tokens: number;
  cached_tokens: number;
  cost_usd: number | null;
  milliseconds: number;
};

export type Thread = {
  id: string;
  title: string | null;
  created_at: string;
  updated_at: string;
  turn_count: number;
};

export type RanCommand = {
  evidence: string;
  command: string;
  origin: "executed" | "pasted" | "past";
  namespace: string;
  exit_code: number | null;
  lines: number;
  error_lines: number;
  risk?: "read" | "sensitive" | "write" | "destructive" | "forbidden";
  duration_ms?: number;
  timed_out?: boolean;
  truncated?: boolean;
};

export type Suggestion = {
  id: string;
  command: string;
  reason: string;
  risk: "read" | "sensitive" | "write" | "destructive" | "forbidden";
  rule: string;
  verdict: "run" | "ask" | "refuse";
  state: "open" | "ran" | "failed" | "edited" | "rejected";
};

export type Turn = {
  id: string;
  at: string;
  question: string;
  namespace: string | null;
  text: string;
  conclusion: {
    verdict: "cause-found" | "healthy" | "undecided" | "answered";
    summary: string;
    confidence: "confirmed" | "likely" | "possible";
  } | null;
  engine: string;
  findings: (Finding)[];
  commands: (RanCommand)[];
  suggestions: (Suggestion)[];
  not_run: ({
    command: string;
    reason: string;
    risk: "read" | "sensitive" | "write" | "destructive" | "forbidden";
    rule: string;
    verdict: "run" | "ask" | "refuse";
  })[];
  rejections: ({
    command: string;
    reason: string;
  })[];
  usage: Usage | null;
};

export type UnfinishedTurn = {
  id: string;
  at: string;
  question: string;
  outcome: "running" | "cancelled" | "failed" | "interrupted";
  commands: (RanCommand)[];
};

export type Decision = {
  verdict: "run" | "ask" | "refuse";
  risk: "read" | "sensitive" | "write" | "destructive" | "forbidden";
  rule: string;
  reason: string;
};

export type TurnEvent = {
  type: "turn-started";
  turn: string;
  thread: string;
  at: string;
  question: string;
  resumed: boolean;
} | {
  type: "text-delta";
  reply: number;
  text: string;
} | {
  type: "command-proposed";
  suggestion: string | null;
  command: string;
  reason: string;
  decision: Decision;
} | {
  type: "command-started";
  evidence: string;
  command: string;
  decision: Decision;
} | {
  type: "output-chunk";
  evidence: string;
  text: string;
} | {
  type: "command-finished";
  evidence: string;
  command: string;
  exit_code: number | null;
  timed_out: boolean;
  truncated: boolean;
  duration_ms: number;
  lines: number;
  error_lines: number;
  streamed: boolean;
} | {
  type: "finding-reported";
  finding: Finding;
} | {
  type: "budget";
  spent: { [key: string]: number };
  limits: { [key: string]: number | null };
  exhausted: string | null;
} | {
  type: "turn-ended";
  outcome: "completed" | "cancelled" | "failed" | "interrupted";
  turn: Turn | null;
  error: string | null;
};
