"""The words that head the lanes of a journey matrix in Chinese, Japanese and Korean, by names of lanes.

Words that stand together without a blank are told apart by `parted_words`.
"""

import re
from collections.abc import Container

SINGLE = {
    "PHASE": "阶段, 階段, 段階, フェーズ, フェイズ, ステージ, 단계, 스테이지, 국면",
    "STEP": """
        步骤, 步驟, 行为, 行為, 行动, 行動, 活动, 活動, 动作, 動作, 任务, 任務, アクション, ステップ,
        タスク, 행동, 활동, 액션, 과업, 스텝""",
    "PERSONA": "角色, 用户画像, 人物, ペルソナ, 페르소나, 대상",
    "TOUCHPOINT": "触点, 觸點, 接触点, 接觸點, 触达点, 接点, タッチポイント, 접점, 터치포인트",
    "CHANNEL": "渠道, 通路, 管道, チャネル, チャンネル, 媒体, 채널",
    "PAIN": """
        痛点, 痛點, 问题, 問題, 困难, 困難, 障碍, 问题点, 問題点, 課題, ペイン, ペインポイント, 不満,
        困りごと, 悩み, 不安, 障壁, 페인포인트, 문제, 문제점, 불편, 불편사항, 불편함, 고충, 어려움""",
    "GAIN": "爽点, 亮点, 亮點, 收益, ゲイン, 嬉しさ, 喜び, 게인, 혜택, 장점",
    "NEED": "需求, 需要, 期望, 期待, ニーズ, 要望, 니즈, 요구, 요구사항, 기대, 욕구",
    "JOB": "目标, 目標, 目的, ゴール, 목표, 목적",
    "EMOTION": """
        情绪, 情緒, 情感, 感受, 心情, 满意度, 滿意度, 情绪曲线, 感情, 気持ち, 感情曲線, 感情の起伏,
        心理, 満足度, 감정, 기분, 감정곡선, 만족도""",
    "QUOTE": "原话, 引述, 用户原声, 発言, 生の声, 인용, 인용문, 발언",
    "THOUGHT": "想法, 思考, 考え, 생각, 사고",
    "INSIGHT": "洞察, 发现, 發現, インサイト, 気づき, 인사이트, 통찰",
    "OPPORTUNITY": """
        机会, 机会点, 機會, 機會點, 改进机会, 改进点, 优化点, 機会, 機会点, 改善機会, 改善点, 改善,
        기회, 기회요소, 개선, 개선점, 개선기회, 개선사항""",
    "SOLUTION": """
        方案, 解决方案, 解決方案, 对策, 對策, 施策, 対策, 対応策, 解決策, 改善案, アイデア, アイディア,
        해결책, 해결방안, 솔루션, 아이디어""",
    "TEAM": """
        负责人, 負責人, 团队, 團隊, 部门, 部門, 担当, 担当者, 担当部署, 部署, チーム, 담당, 담당자,
        담당부서, 부서, 팀""",
    "METRIC": "指标, 指標, 衡量指标, 지표, 측정지표",
    "FRONTSTAGE": "前台, フロントステージ, 프론트스테이지",
    "BACKSTAGE": """
        后台, 後台, 支持流程, 支援流程, 内部流程, バックステージ, 裏側, サポートプロセス, 支援プロセス,
        社内プロセス, 백스테이지, 지원프로세스, 내부프로세스, 후방""",
    "DESCRIPTION": "描述, 说明, 說明, 备注, 備註, 説明, 備考, メモ, 詳細, 설명, 비고, 메모, 상세",
    "MOMENT_OF_TRUTH": "关键时刻, 關鍵時刻, 真実の瞬間, 결정적순간",
    "JOURNEY": "旅程, 客户旅程, 用户旅程, カスタマージャーニー, ジャーニー, 여정, 고객여정",
}
PHRASES = {
    "PAIN": "페인 포인트, 불편 사항",
    "QUOTE": "고객의 소리, お客様の声",
    "BACKSTAGE": "지원 프로세스, 내부 프로세스, 백 스테이지",
    "FRONTSTAGE": "프론트 스테이지",
    "TOUCHPOINT": "터치 포인트",
}
# Words that stand with those and change nothing about them.
FILLERS = """
    客户 客戶 用户 用戶 顾客 消费者 的 与 和 及 点 主要 关键 顧客 お客様 お客さま ユーザー ユーザ 利用者
    消費者 生活者 の と や および 主な 内容 名 고객 고객의 사용자 사용자의 유저 소비자 및 와 과 의 주요
    핵심 내용
"""
ALONE = {"PERSONA": ("客户", "用户", "顾客", "顧客", "ユーザー", "고객", "사용자")}

_ASIAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
# In characters; what is longer is a sentence, and heads nothing.
_LONGEST = 20


def parted_words(word: str, known: Container[str]) -> list[str]:
    """The known words that a word is made of; the word itself where it is not made of such."""
    if word in known or len(word) > _LONGEST or not _ASIAN.search(word):
        return [word]
    found: list[str] = []
    while rest := word[sum(map(len, found)) :]:
        ends = (rest[:end] for end in range(len(rest), 0, -1))
        part = next((part for part in ends if part in known), None)
        if part is None:
            return [word]
        found.append(part)
    return found
